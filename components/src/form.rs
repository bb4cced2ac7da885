//! The whole form: one component that holds the state, hears the page's events and draws what is shown.

use crate::environment::{Environment, is_right_to_left, theme, words};
use crate::field::{Field, FieldProps, row_id};
use crate::layout::{self, Drawing, FieldViews};
use crate::state::{Action, Announcement, Direction, FieldKey, Focus, FormState, Outcome, Step};
use crate::tag::{Extras, send, tag};
use crate::{FormEvent, FormProps, SubmitState, dom, events, issue_text};
use guidance_contract::{ItemIndex, ItemNode, Kind, Place, Severity};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Event, Html, NodeRef};

/// How many fields of a page are drawn at first: more than a screen holds. The others follow in the browser's idle
/// moments, at first as many again, so that a long page can be used at once.
const FIRST: usize = 24;
/// How many fields follow at a time, at most.
const NEXT: usize = 120;

/// The root of a form's views.
pub struct GuidanceForm {
    environment: Environment,
    state: FormState,
    root: NodeRef,
    /// Where the focus goes after the next drawing.
    focus: Option<Target>,
    /// What assistive technology is told, with a number so that the same words are told again.
    announcement: (u32, String),
    /// Fields that were left by pressing the mouse: their issues are shown when it is let go, as a page that
    /// moves under the pointer would swallow the click.
    left: Vec<FieldKey>,
    pressed: bool,
    /// Code sets asked for.
    wanted: Vec<String>,
    /// The host has not yet been told of answers or issues that no person has changed.
    untold: bool,
    /// What the fields show.
    views: FieldViews,
    /// How many fields of the page are drawn at most.
    most: usize,
    /// Whether there are more.
    has_more: Cell<bool>,
    /// Waits for what needs the whole page, while there is more.
    watch: Option<dom::Watch>,
}

/// Where the focus goes.
enum Target {
    /// An element by its id.
    Id(String),
    /// The first that exists of several.
    Either(String, String),
}

/// What the root component hears.
pub enum Message {
    /// An action of a view.
    Action(Action),
    /// Something was typed or chosen.
    Heard(events::Heard),
    /// The focus left the field with this pointer.
    Left(String),
    /// The pointer was pressed or let go.
    Pressed(bool),
    /// The click that belonged to the press is over.
    Released,
    /// Enter was pressed, or the main button.
    Submitted,
    /// It is time for more fields of the page.
    More,
    /// The whole page is needed.
    All,
}

impl Component for GuidanceForm {
    type Message = Message;
    type Properties = FormProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let environment = Environment::new(props, ctx.link().callback(Message::Action));
        let submission = props.restore.1.as_deref().or(props.config.submission.as_ref());
        let mut state = FormState::new(environment.rules(), submission);
        if !props.issues.is_empty() {
            state.reduce(Action::HostIssues(props.issues.clone()), environment.rules());
        }
        Self {
            environment,
            state,
            root: NodeRef::default(),
            focus: None,
            announcement: (0, String::new()),
            left: Vec::new(),
            pressed: false,
            wanted: Vec::new(),
            untold: true,
            views: FieldViews::default(),
            most: if dom::IS_BROWSER { FIRST } else { usize::MAX },
            has_more: Cell::new(false),
            watch: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FormProps) -> bool {
        let props = ctx.props();
        let dispatch = self.environment.dispatch.clone();
        self.environment = Environment::new(props, dispatch);
        if !Rc::ptr_eq(&props.form, &old.form) {
            // Another definition: what it still asks is kept.
            let draft = self.state.draft(self.environment.rules(), &props.texts);
            self.state = FormState::new(self.environment.rules(), Some(&draft));
        }
        if props.restore.0 != old.restore.0 {
            self.act(ctx, Action::Restore(props.restore.1.clone()));
        }
        let is_new_config = !Rc::ptr_eq(&props.config, &old.config);
        let are_new_sets = props.code_sets != old.code_sets;
        self.untold |= props.restore.0 != old.restore.0
            || is_new_config
            || are_new_sets
            || !Rc::ptr_eq(&props.form, &old.form)
            || !Rc::ptr_eq(&props.texts, &old.texts);
        if is_new_config || are_new_sets {
            self.act(ctx, Action::Recheck);
        }
        if !Rc::ptr_eq(&props.issues, &old.issues) {
            self.act(ctx, Action::HostIssues(props.issues.clone()));
        }
        if props.submit_state != old.submit_state && matches!(props.submit_state, SubmitState::Sent(_)) {
            self.focus = Some(Target::Id(layout::HEADING.to_owned()));
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Action(action) => self.act(ctx, action),
            Message::Heard(heard) => match events::action(heard, &self.environment.form, &self.state) {
                Some(action) => self.act(ctx, action),
                None => false,
            },
            Message::Left(path) => match events::left(&path, &self.environment.form, &self.state) {
                Some(field) if self.pressed => {
                    self.left.push(field);
                    false
                }
                Some(field) => {
                    // A combobox answers when it is left: first that, then what is wrong with it.
                    ctx.link().send_message(Message::Action(Action::Leave(field)));
                    false
                }
                None => false,
            },
            Message::Pressed(true) => {
                self.pressed = true;
                self.show_left(ctx)
            }
            Message::Pressed(false) => {
                dom::after_click(&ctx.link().callback(|()| Message::Released));
                false
            }
            Message::Released => {
                self.pressed = false;
                self.show_left(ctx)
            }
            Message::Submitted if ctx.props().submit_state == SubmitState::Sending || self.state.waiting => {
                false
            }
            Message::Submitted => self.act(ctx, Action::Next),
            Message::More => {
                self.most = self.most.saturating_add(self.most.min(NEXT));
                true
            }
            Message::All => self.draw_all(),
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if let Some(target) = self.focus.take() {
            let found = match target {
                Target::Id(id) => dom::focus(&self.root, &id),
                Target::Either(first, second) => {
                    dom::focus(&self.root, &first) || dom::focus(&self.root, &second)
                }
            };
            if !found {
                dom::focus(&self.root, layout::HEADING);
            }
        }
        if self.has_more.get() {
            dom::when_idle(&ctx.link().callback(|()| Message::More));
            if self.watch.is_none() {
                self.watch = dom::Watch::new(ctx.link().callback(|()| Message::All));
            }
        } else {
            self.watch = None;
        }
        self.want_code_sets(ctx.props());
        if std::mem::take(&mut self.untold) {
            self.tell(ctx.props(), String::new());
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let environment = &self.environment;
        let locale = environment.texts.locale();
        let link = ctx.link();
        let announcement =
            tag!("span" {} [words(&self.announcement.1)]).keyed(self.announcement.0.to_string());
        // Hidden, not taken away: what is half written, chosen or open in a field stays.
        let frame = if self.state.paused { "frame frame-paused" } else { "frame" };
        let form = tag!("div" {
            "class": "guidance-form",
            "part": "form",
            "lang": locale.to_owned(),
            "dir": is_right_to_left(locale).then_some("rtl"),
            "data-theme": theme(environment.config.theme),
        } [
            tag!("div" { "class": frame } ..self.content(ctx, props)),
            tag!("div" { "class": "visually-hidden", "role": "status" } [announcement]),
        ]);
        let pressed = |is_pressed: bool| move |_: &Event| Some(Message::Pressed(is_pressed));
        let heard = |event: &Event| events::hear(event).map(Message::Heard);
        form.found_by(&self.root)
            .heard(send(link, || ListenerKind::oninput, heard))
            .heard(send(link, || ListenerKind::onchange, heard))
            .heard(send(link, || ListenerKind::onfocusout, |event| events::leave(event).map(Message::Left)))
            .heard(send(link, || ListenerKind::onpointerdown, pressed(true)))
            .heard(send(link, || ListenerKind::onpointerup, pressed(false)))
            .heard(send(link, || ListenerKind::onpointercancel, pressed(false)))
    }
}

impl GuidanceForm {
    /// Uses up one of the numbers that Yew gives to its trees: see the element, which must not share one with the page.
    pub fn use_up_tree(root: &Element) {
        dom::use_up_tree::<Field>(root, FieldProps::nothing());
    }

    /// Takes an action and does what follows from it.
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let outcome = self.state.reduce(action, self.environment.rules());
        if outcome.navigated {
            self.most = if dom::IS_BROWSER { FIRST } else { usize::MAX };
            self.views.borrow_mut().clear();
        }
        // The focus may go anywhere.
        if outcome.focus.is_some_and(|focus| focus != Focus::Heading) {
            self.draw_all();
        }
        self.follow(ctx.props(), &outcome);
        !outcome.quiet
    }

    /// Draws the whole page from now on, and says whether something was missing.
    fn draw_all(&mut self) -> bool {
        self.most = usize::MAX;
        self.has_more.get()
    }

    /// Tells the host what is answered and what is wrong with it now.
    fn tell(&self, props: &FormProps, path: String) {
        props.on_event.emit(FormEvent::Changed {
            path,
            submission: Rc::new(self.state.draft(self.environment.rules(), &self.environment.texts)),
            report: self.state.report.clone(),
        });
    }

    fn follow(&mut self, props: &FormProps, outcome: &Outcome) {
        if let Some(focus) = outcome.focus {
            self.focus = self.target(focus);
        }
        if outcome.changed.is_some() {
            // What was said of the answer before may hold no longer.
            self.announcement.1.clear();
        }
        if let Some(announcement) = outcome.announcement {
            self.announce(announcement);
        }
        let environment = &self.environment;
        if let Some(place) = outcome.changed {
            self.tell(props, self.environment.form.pointer(place));
        }
        if outcome.navigated {
            let stops = self.state.current_stops(environment.rules());
            let title = layout::step_title(environment, self.state.step).text.to_owned();
            let page = match self.state.step {
                Step::Page(page) => environment.form.pages().get(page).map_or("", |page| page.id.as_str()),
                Step::Review => "review",
            };
            props.on_event.emit(FormEvent::Navigated {
                page: page.to_owned(),
                title,
                item: self.state.question.map(|question| environment.item_id(question).to_owned()),
                index: self.state.place_among(&stops),
                count: stops.len(),
            });
        }
        if let Some(paused) = outcome.paused {
            props.on_event.emit(FormEvent::Paused(paused));
        }
        if outcome.submit {
            let submission = Rc::new(self.state.submission(environment.rules(), &environment.texts));
            props.on_event.emit(FormEvent::Submit { submission });
        }
    }

    fn target(&self, focus: Focus) -> Option<Target> {
        let environment = &self.environment;
        let add_id = |repeat| environment.element_id(Place { item: repeat, row: None }) + "-add";
        Some(match focus {
            Focus::Heading => Target::Id(layout::HEADING.to_owned()),
            Focus::Summary => Target::Id(layout::SUMMARY.to_owned()),
            Focus::Break => Target::Id(layout::BREAK.to_owned()),
            Focus::Pause => Target::Id(layout::PAUSE.to_owned()),
            Focus::Field(field) => {
                Target::Id(environment.element_id(self.state.place(&environment.form, field)?))
            }
            Focus::Change(field) => {
                let id = environment.element_id(self.state.place(&environment.form, field)?);
                Target::Either(layout::change_id(&id), layout::HEADING.to_owned())
            }
            Focus::Row(_, row) => Target::Id(row_id(row)),
            Focus::AddRow(repeat) => {
                Target::Either(add_id(repeat), environment.element_id(Place { item: repeat, row: None }))
            }
            Focus::MoveRow(_, row, direction) => {
                let (up, down) = (row_id(row) + "-up", row_id(row) + "-down");
                match direction {
                    Direction::Up => Target::Either(up, down),
                    Direction::Down => Target::Either(down, up),
                }
            }
        })
    }

    fn announce(&mut self, announcement: Announcement) {
        let environment = &self.environment;
        let row = |key, repeat, number: usize| {
            let row = environment.row_name(repeat, number);
            environment.filled(key, &[("row", &row), ("number", &number.to_string())])
        };
        let text = match announcement {
            Announcement::Paced => {
                layout::place_text(environment, &self.state, &self.state.current_stops(environment.rules()))
            }
            Announcement::RowAdded(repeat, number) => row("repeat.added", repeat, number),
            Announcement::RowRemoved(repeat, number) => row("repeat.removed", repeat, number),
            Announcement::RowMoved(repeat, number) => row("repeat.moved", repeat, number),
            Announcement::Wrong(field) => {
                let visible = self.state.visible_issues(&environment.form);
                let error = visible.of(field).iter().find(|issue| issue.severity == Severity::Error);
                error.map(|issue| issue_text::spoken(environment, issue)).unwrap_or_default()
            }
        };
        self.announcement = (self.announcement.0.wrapping_add(1), text);
    }

    fn show_left(&mut self, ctx: &Context<Self>) -> bool {
        let mut shown = false;
        for field in std::mem::take(&mut self.left) {
            shown |= self.act(ctx, Action::Leave(field));
        }
        shown
    }

    /// Asks for the code sets of items that are shown or answered; each once.
    fn want_code_sets(&mut self, props: &FormProps) {
        let environment = &self.environment;
        let missing: Vec<(ItemIndex, &ItemNode, &str)> = environment
            .form
            .items()
            .filter(|(_, node)| node.item.kind == Kind::Search)
            .filter_map(|(item, node)| Some((item, node, node.item.code_set.as_deref()?)))
            .filter(|(_, _, set)| {
                !environment.code_sets.has(set) && !self.wanted.iter().any(|wanted| wanted == set)
            })
            .collect();
        if missing.is_empty() {
            return;
        }
        let evaluation = environment.form.evaluate(&self.state.answers, &environment.context);
        let is_needed = |item: ItemIndex, node: &ItemNode, row: Option<usize>| {
            let place = Place { item, row };
            let shown = self.state.step == Step::Page(node.page);
            evaluation.is_active(place) && (shown || evaluation.answer(place).is_some())
        };
        let wanted: Vec<String> = missing
            .into_iter()
            .filter(|(item, node, _)| match node.repeat {
                None => is_needed(*item, node, None),
                Some(repeat) => {
                    (0..evaluation.row_count(repeat)).any(|row| is_needed(*item, node, Some(row)))
                }
            })
            .map(|(_, _, set)| set.to_owned())
            .collect();
        for set in wanted {
            if !self.wanted.contains(&set) {
                self.wanted.push(set.clone());
                props.on_event.emit(FormEvent::CodeSetWanted(set));
            }
        }
    }

    fn content(&self, ctx: &Context<Self>, props: &FormProps) -> Vec<Html> {
        let environment = &self.environment;
        let state = &self.state;
        let evaluation = environment.form.evaluate(&state.answers, &environment.context);
        let visible = state.visible_issues(&environment.form);
        let budget = Cell::new(self.most);
        let steps = state.steps(environment.rules(), &evaluation);
        let stops = state.stops(environment.rules(), &evaluation);
        let drawing = Drawing {
            environment,
            state,
            evaluation: &evaluation,
            visible: &visible,
            views: &self.views,
            budget: &budget,
            steps: &steps,
            stops: &stops,
            stop: stops.get(state.place_among(&stops)),
        };
        let alone = |content: Html| {
            vec![self.header(Html::default(), false), tag!("div" { "class": "main" } [content])]
        };
        if environment.is_read_only() {
            return alone(layout::review(drawing, false));
        }
        if let SubmitState::Sent(reply) = &props.submit_state {
            return alone(layout::receipt(environment, reply, layout::review(drawing, true)));
        }
        let wrong = visible.wrong_pages(&environment.form);
        let sending = props.submit_state == SubmitState::Sending || state.waiting;
        let page = match state.step {
            Step::Page(number) => layout::page(drawing, number),
            Step::Review => layout::review(drawing, false),
        };
        self.has_more.set(budget.get() == 0);
        let form = tag!("form" { "class": "main", "novalidate": true } [
            layout::summary(environment, state, &stops, &visible),
            page,
            layout::status(environment, &props.submit_state),
            layout::actions(environment, state, &stops, &props.submit_state),
            layout::sending(environment, sending),
        ]);
        let submitted = send(
            ctx.link(),
            || ListenerKind::onsubmit,
            |event| {
                event.prevent_default();
                Some(Message::Submitted)
            },
        );
        vec![
            self.header(layout::pacing(environment, state), state.place_among(&stops) == 0),
            layout::steps(environment, state, &steps, &stops, &wrong),
            form.heard(submitted),
            if state.paused { layout::pause(environment) } else { Html::default() },
        ]
    }

    /// Title and languages; what the form is for, on its first page.
    fn header(&self, pacing: Html, first: bool) -> Html {
        let environment = &self.environment;
        tag!("div" { "class": "header", "part": "header" } [
            tag!("div" { "class": "header-line" } [
                tag!("h1" { "class": "title", "part": "title" } [environment.said(environment.texts.title())]),
                pacing,
                layout::languages(environment),
            ]),
            match environment.texts.introduction().filter(|_| first) {
                Some(text) => {
                    tag!("div" { "class": "introduction" } [crate::markdown::markdown(environment, text)])
                }
                None => Html::default(),
            },
        ])
    }
}
