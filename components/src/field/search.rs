//! A code of a long list: an editable combobox with list autocomplete, after the ARIA Authoring Practices.

use super::{FieldProps, fold, frame};
use crate::FormEvent;
use crate::environment::words;
use crate::state::Action;
use crate::value::{code_label, pick_label};
use serde_json::Value as Json;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::{
    AttrValue, Component, Context, Event, FocusEvent, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef,
    TargetCast, html,
};

/// Most options drawn at a time; typing more narrows the list.
const MOST_SHOWN: usize = 50;

/// The combobox and, for several codes, the list of those chosen.
pub(super) struct Search {
    /// What is typed, while it differs from the answer.
    query: Option<String>,
    open: bool,
    /// Number of the active option among those shown.
    active: Option<usize>,
    /// Labels of the code set, made when the list is first needed.
    index: Vec<Entry>,
    /// Places in `index` that fit, best first.
    found: Vec<usize>,
    /// What was last done, for those who do not see it.
    done: String,
    input: NodeRef,
    list: NodeRef,
    focus: bool,
}

struct Entry {
    code: String,
    label: String,
    folded: String,
}

/// What happens in the combobox.
pub(super) enum Message {
    /// Text was typed.
    Typed(String),
    /// The list is wanted.
    Open,
    /// A key that means something.
    Key(Key),
    /// The option with this number was chosen.
    Choose(usize),
    /// A chosen code is taken away.
    Remove(String),
    /// The focus left.
    Left,
    /// The list is wanted once more.
    Retry,
}

/// Keys that mean something.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Down,
    Up,
    First,
    Last,
    Enter,
    Escape,
}

impl Component for Search {
    type Message = Message;
    type Properties = FieldProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            query: None,
            open: false,
            active: None,
            index: Vec::new(),
            found: Vec::new(),
            done: String::new(),
            input: NodeRef::default(),
            list: NodeRef::default(),
            focus: false,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FieldProps) -> bool {
        let props = ctx.props();
        if props.environment != old.environment {
            self.index.clear();
            if self.open {
                self.search(props);
            }
        }
        if props.answer != old.answer {
            self.query = None;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let props = ctx.props();
        match message {
            Message::Typed(text) => {
                self.query = Some(text);
                self.done.clear();
                self.show(props);
                self.active = None;
            }
            Message::Open => self.show(props),
            Message::Key(key) => self.press(props, key),
            Message::Choose(number) => {
                self.choose(props, number);
                self.focus = true;
            }
            Message::Remove(code) => {
                let left: Vec<&str> = chosen(props).into_iter().filter(|other| *other != code).collect();
                let answer = if left.is_empty() { Json::Null } else { Json::from(left) };
                self.answer(props, answer);
                self.focus = true;
            }
            Message::Left => self.leave(props),
            Message::Retry => {
                props.environment.on_event.emit(FormEvent::CodeSetWanted(set(props).to_owned()));
            }
        }
        true
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if std::mem::take(&mut self.focus)
            && let Some(input) = self.input.cast::<HtmlElement>()
        {
            let _ = input.focus();
        }
        self.scroll_to_active();
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let control = html! {
            <>
                {self.chips(ctx)}
                {self.combobox(ctx)}
                {self.state_of_set(ctx)}
            </>
        };
        frame::labelled(props, None, control)
    }
}

/// Name of the code set.
fn set(props: &FieldProps) -> &str {
    props.node().and_then(|node| node.item.code_set.as_deref()).unwrap_or_default()
}

fn takes_several(props: &FieldProps) -> bool {
    props.node().is_some_and(|node| node.item.several)
}

/// Codes chosen.
fn chosen(props: &FieldProps) -> Vec<&str> {
    match &props.answer {
        Json::String(code) => vec![code.as_str()],
        Json::Array(codes) => codes.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Label of a code; the code itself, or what was typed, when the list does not have it.
fn label_of(props: &FieldProps, code: &str) -> String {
    code_label(&props.environment, set(props), code).unwrap_or_else(|| code.to_owned())
}

impl Search {
    fn show(&mut self, props: &FieldProps) {
        if props.environment.code_sets.has(set(props)) && !props.environment.disabled {
            self.open = true;
            self.search(props);
        }
    }

    fn close(&mut self) {
        self.open = false;
        self.active = None;
    }

    fn search(&mut self, props: &FieldProps) {
        if self.index.is_empty() {
            let entries = props.environment.code_sets.entries(set(props)).unwrap_or_default();
            self.index = entries
                .iter()
                .filter_map(|entry| {
                    let label = pick_label(&props.environment, &entry.labels)?.to_owned();
                    Some(Entry { code: entry.code.clone(), folded: fold::fold(&label), label })
                })
                .collect();
        }
        let query = self.query.as_deref().unwrap_or_default();
        let several = takes_several(props);
        let chosen = chosen(props);
        self.found = fold::matches(self.index.iter().map(|entry| entry.folded.as_str()), query);
        if several {
            let index = &self.index;
            self.found.retain(|place| {
                index.get(*place).is_some_and(|entry| !chosen.contains(&entry.code.as_str()))
            });
        }
        self.active = self.active.filter(|active| *active < self.shown());
    }

    fn shown(&self) -> usize {
        self.found.len().min(MOST_SHOWN)
    }

    fn entry(&self, number: usize) -> Option<&Entry> {
        self.index.get(*self.found.get(number)?)
    }

    fn press(&mut self, props: &FieldProps, key: Key) {
        let last = self.shown().checked_sub(1);
        match key {
            Key::Down | Key::Up if !self.open => {
                self.show(props);
                if matches!(key, Key::Up) {
                    self.active = self.shown().checked_sub(1);
                } else if self.shown() > 0 {
                    self.active = Some(0);
                }
            }
            Key::Down => {
                self.active = match self.active {
                    Some(active) if Some(active) == last => Some(0),
                    Some(active) => Some(active + 1),
                    None => last.map(|_| 0),
                }
            }
            Key::Up => self.active = self.active.and_then(|active| active.checked_sub(1)).or(last),
            Key::First => self.active = last.map(|_| 0),
            Key::Last => self.active = last,
            Key::Enter => match self.active.filter(|_| self.open) {
                Some(active) => self.choose(props, active),
                None => self.take_typed(props),
            },
            Key::Escape if self.open => self.close(),
            Key::Escape => {
                self.query = None;
                if !takes_several(props) && !props.answer.is_null() {
                    self.answer(props, Json::Null);
                }
            }
        }
    }

    fn choose(&mut self, props: &FieldProps, number: usize) {
        let Some((code, label)) = self.entry(number).map(|entry| (entry.code.clone(), entry.label.clone()))
        else {
            return;
        };
        self.done = props.environment.filled("search.selected", &[("label", &label)]);
        self.close();
        self.query = None;
        self.add(props, &code);
    }

    /// A code, or what was typed, becomes the answer or one more of several.
    fn add(&mut self, props: &FieldProps, code: &str) {
        let answer = if takes_several(props) {
            let mut codes = chosen(props);
            codes.retain(|other| *other != code);
            codes.push(code);
            Json::from(codes)
        } else {
            Json::from(code)
        };
        self.answer(props, answer);
    }

    fn answer(&mut self, props: &FieldProps, answer: Json) {
        self.query = None;
        props.environment.dispatch.emit(Action::Answer { field: props.field, answer });
    }

    /// Takes what was typed for an answer: the code with this label, otherwise the text itself, which the
    /// checks then find fault with. Nothing that was typed is thrown away.
    fn take_typed(&mut self, props: &FieldProps) {
        let Some(query) = self.query.take() else { return };
        let text = query.trim();
        if text.is_empty() {
            if !takes_several(props) {
                self.answer(props, Json::Null);
            }
            return;
        }
        if self.index.is_empty() {
            self.search(props);
        }
        let folded = fold::fold(text);
        let code = self.index.iter().find(|entry| entry.folded == folded).map(|entry| entry.code.clone());
        self.close();
        self.add(props, code.as_deref().unwrap_or(text));
    }

    fn leave(&mut self, props: &FieldProps) {
        self.close();
        if self.query.is_some() {
            self.take_typed(props);
            // The answer came after the focus had left: what is wrong with it is shown all the same.
            props.environment.dispatch.emit(Action::Leave(props.field));
        }
    }

    /// Scrolls the list only, never the page.
    fn scroll_to_active(&self) {
        let (Some(active), Some(list)) = (self.active, self.list.cast::<HtmlElement>()) else { return };
        let options = list.children();
        let Some(option) = u32::try_from(active).ok().and_then(|active| options.item(active)) else { return };
        let Ok(option) = option.dyn_into::<HtmlElement>() else { return };
        let (top, height) = (option.offset_top(), option.offset_height());
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if top + height > list.scroll_top() + list.client_height() {
            list.set_scroll_top(top + height - list.client_height());
        }
    }

    fn chips(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        if !takes_several(props) || props.answer.is_null() {
            return Html::default();
        }
        let chips = chosen(props).into_iter().map(|code| {
            let label = label_of(props, code);
            let remove = props.environment.filled("search.remove", &[("label", &label)]);
            let code = code.to_owned();
            let key = code.clone();
            let onclick = ctx.link().callback(move |_| Message::Remove(code.clone()));
            html! {
                <li class="chip" part="chip" {key}>
                    {words(&label)}
                    <button class="chip-remove" type="button" {onclick} disabled={props.environment.disabled}>
                        <span class="visually-hidden">{words(&remove)}</span>
                    </button>
                </li>
            }
        });
        html! { <ul class="chips">{ for chips }</ul> }
    }

    fn combobox(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let id = props.id();
        let list_id = [id.as_str(), "-list"].concat();
        let value = match &self.query {
            Some(query) => query.clone(),
            None if takes_several(props) => String::new(),
            None => chosen(props).first().map(|code| label_of(props, code)).unwrap_or_default(),
        };
        let link = ctx.link();
        let navigating = self.open && self.active.is_some();
        html! {
            <div class="combobox">
                <input class="input combobox-input" part="input" ref={self.input.clone()} id={id.clone()} type="text" role="combobox"
                    autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded={if self.open { "true" } else { "false" }}
                    aria-controls={list_id.clone()}
                    aria-activedescendant={self.active.map(|active| option_id(&id, active))}
                    aria-describedby={frame::described_by(props, false)}
                    aria-invalid={props.invalid()}
                    aria-required={props.aria_required()}
                    disabled={props.environment.disabled}
                    {value}
                    oninput={link.callback(|event: InputEvent| Message::Typed(typed(&event)))}
                    onclick={link.callback(|_: MouseEvent| Message::Open)}
                    onkeydown={link.batch_callback(move |event: KeyboardEvent| key(&event, navigating))}
                    onfocusout={link.callback(|_: FocusEvent| Message::Left)} />
                {self.listbox(ctx, &id, list_id)}
                <div class="visually-hidden" role="status">{words(&self.status(props))}</div>
            </div>
        }
    }

    fn listbox(&self, ctx: &Context<Self>, id: &str, list_id: String) -> Html {
        let props = ctx.props();
        let shown = self.shown();
        let current = props.answer.as_str();
        let options = (0..shown).filter(|_| self.open).filter_map(|number| {
            let entry = self.entry(number)?;
            let active = self.active == Some(number);
            Some(html! {
                <li class={if active { "option option-active" } else { "option" }} part="option" role="option"
                    key={entry.code.clone()}
                    id={option_id(id, number)}
                    aria-selected={if active || current == Some(entry.code.as_str()) { "true" } else { "false" }}
                    onclick={ctx.link().callback(move |_| Message::Choose(number))}>
                    {words(&entry.label)}
                </li>
            })
        });
        let label = props.environment.label(props.place.item).text.to_owned();
        // Pressing the mouse on an option must not take the focus from the input.
        let onmousedown = yew::Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <div class="listbox" part="listbox" hidden={!self.open} {onmousedown}>
                <ul class="options" role="listbox" id={list_id} aria-label={label} ref={self.list.clone()}>{ for options }</ul>
                if self.open && shown == 0 {
                    <p class="listbox-note">{words(&self.status(props))}</p>
                } else if self.open && self.found.len() > shown {
                    <p class="listbox-note">{words(&self.more(props))}</p>
                }
            </div>
        }
    }

    fn more(&self, props: &FieldProps) -> String {
        let (shown, count) = (self.shown().to_string(), self.found.len().to_string());
        props.environment.filled("search.more", &[("shown", &shown), ("count", &count)])
    }

    /// What is read out: how many options there are, or what was chosen.
    fn status(&self, props: &FieldProps) -> String {
        let environment = &props.environment;
        match (self.open, self.found.len()) {
            (false, _) => self.done.clone(),
            (true, 0) => {
                environment.filled("search.none", &[("query", self.query.as_deref().unwrap_or_default())])
            }
            (true, count) if count > self.shown() => self.more(props),
            (true, count) => environment.counted("search.results", count, &[]),
        }
    }

    fn state_of_set(&self, ctx: &Context<Self>) -> Html {
        let environment = &ctx.props().environment;
        let set = set(ctx.props());
        if environment.code_sets.has(set) {
            return Html::default();
        }
        if environment.failed_code_sets.contains_key(set) {
            return html! {
                <div class="set-state" role="status">
                    <p class="warning">{environment.say("search.failed")}</p>
                    <button class="button-text" type="button" onclick={ctx.link().callback(|_| Message::Retry)}>
                        {environment.say("action.retry")}
                    </button>
                </div>
            };
        }
        html! { <p class="set-state" role="status">{environment.say("search.loading")}</p> }
    }
}

fn option_id(id: &str, number: usize) -> AttrValue {
    [id, "-option-", &number.to_string()].concat().into()
}

fn typed(event: &Event) -> String {
    event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}

/// The meaning of a key. While a composition is under way, keys belong to it.
fn key(event: &KeyboardEvent, navigating: bool) -> Option<Message> {
    if event.is_composing() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let key = match event.key().as_str() {
        "ArrowDown" => Key::Down,
        "ArrowUp" => Key::Up,
        "Home" if navigating => Key::First,
        "End" if navigating => Key::Last,
        "Enter" => Key::Enter,
        "Escape" => return Some(Message::Key(Key::Escape)),
        _ => return None,
    };
    event.prevent_default();
    Some(Message::Key(key))
}
