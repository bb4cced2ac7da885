//! What every view needs and no keystroke changes: rules, texts, and where actions go.

use crate::state::{Action, Rules};
use crate::tag::{self, Extras, tag};
use crate::{FileStore, FormEvent, FormProps};
use guidance_contract::{
    CodeSets, Config, Context, Form, Issue, ItemIndex, Mode, Place, PlainDate, Prefill, Table, Text, Texts,
    Theme, fill, object,
};
use serde_json::Value as Json;
use std::ops::Deref;
use std::rc::Rc;
use yew::virtual_dom::Key;
use yew::{AttrValue, Callback, Html};

/// Shared by all views of one form; compared by identity.
#[derive(Clone)]
pub struct Environment(Rc<Parts>);

/// Contents of an [`Environment`].
pub struct Parts {
    /// The form.
    pub form: Rc<Form>,
    /// Texts in the locale shown.
    pub texts: Rc<Texts>,
    /// The host's decisions.
    pub config: Rc<Config>,
    /// Code sets at hand.
    pub code_sets: CodeSets,
    /// Code sets that could not be loaded.
    pub failed_code_sets: Rc<Table<String, ()>>,
    /// Day, role and flags.
    pub context: Context,
    /// Contents of chosen files.
    pub files: FileStore,
    /// Nothing can be changed now.
    pub disabled: bool,
    /// Takes actions; the same callback for the form's whole life.
    pub dispatch: Callback<Action>,
    /// Tells the host.
    pub on_event: Callback<FormEvent>,
    locked: Vec<ItemIndex>,
}

impl PartialEq for Environment {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Environment {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Environment {
    /// The environment of some properties.
    #[must_use]
    pub fn new(props: &FormProps, dispatch: Callback<Action>) -> Self {
        let context = Context::new(&props.config, props.today);
        let holds = |(id, prefill): &(&String, &Prefill)| {
            props.form.holds_lock(id, prefill, &props.code_sets, &context)
        };
        let locked =
            props.config.prefill.iter().filter(holds).filter_map(|(id, _)| props.form.find(id)).collect();
        Self(Rc::new(Parts {
            form: props.form.clone(),
            texts: props.texts.clone(),
            config: props.config.clone(),
            code_sets: props.code_sets.clone(),
            failed_code_sets: props.failed_code_sets.clone(),
            context,
            files: props.files.clone(),
            disabled: props.disabled,
            dispatch,
            on_event: props.on_event.clone(),
            locked,
        }))
    }

    /// An environment in which answers are only read: no state, no rules, no day.
    pub(crate) fn of_reader(form: Rc<Form>, texts: Rc<Texts>, code_sets: CodeSets) -> Option<Self> {
        let config = Rc::<Config>::default();
        let context = Context::new(&config, PlainDate::new(1, 1, 1)?);
        Some(Self(Rc::new(Parts {
            form,
            texts,
            config,
            code_sets,
            failed_code_sets: Rc::default(),
            context,
            files: FileStore::default(),
            disabled: false,
            dispatch: Callback::noop(),
            on_event: Callback::noop(),
            locked: Vec::new(),
        })))
    }
}

impl Parts {
    /// What changes of the state are judged by.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules { form: &self.form, config: &self.config, code_sets: &self.code_sets, context: &self.context }
    }

    /// Whether the host has locked an item's answer.
    #[must_use]
    pub fn is_locked(&self, item: ItemIndex) -> bool {
        self.locked.contains(&item)
    }

    /// Whether answers can only be read.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.config.mode == Mode::Review
    }

    /// Id of an item.
    #[must_use]
    pub fn item_id(&self, item: ItemIndex) -> &str {
        self.form.item(item).map_or("", |node| node.item.id.as_str())
    }

    /// A text in an element of its own: page translation moves text nodes, so none may have siblings. The
    /// key makes a changed text a new element, as the old text node may be gone from the page.
    pub fn said(&self, text: Text<'_>) -> Html {
        span(text.text, self.foreign(text))
    }

    /// The language of a text, when it is not the one shown.
    #[must_use]
    pub fn foreign<'a>(&self, text: Text<'a>) -> Option<&'a str> {
        (!text.locale.is_empty() && text.locale != self.texts.locale()).then_some(text.locale)
    }

    /// One of the engine's own texts.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.interface(key).text
    }

    /// One of the engine's own texts, in an element.
    pub fn say(&self, key: &str) -> Html {
        self.said(self.texts.interface(key))
    }

    /// One of the engine's own texts with parameters.
    #[must_use]
    pub fn filled(&self, key: &str, params: &[(&str, &str)]) -> String {
        let mut params = params.iter().map(|(name, value)| ((*name).to_owned(), Json::from(*value)));
        fill(self.text(key), &object(&mut params))
    }

    /// A text for a number of things: `key.one` or `key.other`, with `{count}`.
    #[must_use]
    pub fn counted(&self, key: &str, count: usize, params: &[(&str, &str)]) -> String {
        let number = count.to_string();
        let mut all = vec![("count", number.as_str())];
        all.extend_from_slice(params);
        let key = [key, if count == 1 { ".one" } else { ".other" }].concat();
        self.filled(&key, &all)
    }

    /// Name of a row of a repeat, such as "Education 1".
    #[must_use]
    pub fn row_name(&self, repeat: ItemIndex, number: usize) -> String {
        let own = self.texts.item(self.item_id(repeat), |item| &item.row);
        let template = own.map_or_else(|| self.text("repeat.row"), |text| text.text);
        fill(template, &object(&mut std::iter::once(("number".to_owned(), Json::from(number)))))
    }

    /// Name of the row that a place is in, to stand before what is said of it: "Education 1: "; empty outside of rows.
    #[must_use]
    pub fn in_row(&self, place: Place) -> String {
        let repeat = self.form.item(place.item).and_then(|node| node.repeat);
        match (repeat, place.row) {
            (Some(repeat), Some(row)) => [&self.row_name(repeat, row + 1), ": "].concat(),
            _ => String::new(),
        }
    }

    /// Id of the element with which a place is answered: `f-answers-educations-0-school`.
    #[must_use]
    pub fn element_id(&self, place: Place) -> String {
        element_id(&self.form.pointer(place))
    }

    /// Label of an item, of a checkbox in the words of its option.
    #[must_use]
    pub fn label(&self, item: ItemIndex) -> Text<'_> {
        self.texts.label(self.item_id(item))
    }

    /// Whether decimals are written with a comma.
    #[must_use]
    pub fn writes_comma(&self) -> bool {
        !self.texts.locale().starts_with("en")
    }

    /// An issue's text; see [`crate::issue_text`].
    pub fn issue(&self, issue: &Issue) -> Html {
        crate::issue_text::issue_text(self, issue)
    }
}

/// Id of the element with which a place is answered.
#[must_use]
pub fn element_id(pointer: &str) -> String {
    let mut id = String::with_capacity(pointer.len() + 1);
    id.push('f');
    id.extend(pointer.chars().map(|character| if character == '/' { '-' } else { character }));
    id
}

fn span(text: &str, locale: Option<&str>) -> Html {
    let text: Rc<str> = Rc::from(text);
    let key = Key::from(text.clone());
    let text = tag::text(AttrValue::Rc(text));
    let span = match locale {
        Some(locale) => tag!("span" { "lang": locale.to_owned() } [text]),
        None => tag!("span" {} [text]),
    };
    span.keyed(key)
}

/// A text that is made on the spot, in an element of its own.
pub(crate) fn words(text: &str) -> Html {
    span(text, None)
}

/// Name of a theme in style sheets.
pub(crate) fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Contrast => "contrast",
    }
}

/// Whether a locale is written from right to left.
#[must_use]
pub(crate) fn is_right_to_left(locale: &str) -> bool {
    let language = locale.split('-').next().unwrap_or_default();
    matches!(language, "ar" | "ckb" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi")
}
