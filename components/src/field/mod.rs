//! Fields: one file per kind, and the one place that tells them apart.

mod date;
mod file;
mod fold;
mod frame;
mod group;
mod host;
mod locked;
mod long_text;
mod matrix;
mod multiple;
mod note;
mod number;
mod repeat;
mod scale;
mod search;
mod single;
mod text;
mod view;

pub(crate) use frame::issue_list;
pub(crate) use group::group;
pub(crate) use matrix::columns;
pub(crate) use repeat::{Row, repeat, row_id};
pub(crate) use single::option;
pub(crate) use view::{FieldView, Shown};

use crate::tag::tag;
use guidance_contract::Kind;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp, VNode};
use yew::{Component, Context, Html, Properties};

/// What a component draws: one field, or a run of fields of a long page. There is one type of component for both,
/// as every type costs the wasm 3 KB.
#[derive(Clone)]
pub(crate) enum Part {
    /// A question with its answer, hint and issues.
    Field(Rc<FieldView>),
    /// Some of the fields of a long page, which are passed over together while none of them changes.
    Run(Vec<Rc<FieldView>>),
}

impl PartialEq for Part {
    /// By identity: a view is made anew only when something of it has changed.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(field), Self::Field(other)) => Rc::ptr_eq(field, other),
            (Self::Run(fields), Self::Run(others)) => {
                fields.len() == others.len()
                    && fields.iter().zip(others).all(|(field, other)| Rc::ptr_eq(field, other))
            }
            _ => false,
        }
    }
}

impl Part {
    /// The component that draws this.
    pub(crate) fn keyed(self, key: impl Into<Key>) -> Html {
        component(self, key.into())
    }
}

fn component(part: Part, key: Key) -> Html {
    VNode::VComp(Rc::new(VComp::new::<Field>(Rc::new(FieldProps { part }), Some(key))))
}

#[derive(PartialEq, Properties)]
pub(crate) struct FieldProps {
    part: Part,
}

impl FieldProps {
    /// Those of a component that draws no field.
    pub(crate) fn nothing() -> Self {
        Self { part: Part::Run(Vec::new()) }
    }
}

/// A field, or a run of them.
pub(crate) struct Field(Control);

/// What a field keeps to itself: how far the person has come with a control of several parts.
enum Control {
    Plain,
    Search(Box<search::Search>),
    Files(Box<file::Files>),
    Host(Box<host::Host>),
}

/// What happens in such a control.
pub(crate) enum Message {
    /// In a search.
    Search(search::Message),
    /// In a list of files.
    Files(file::Message),
    /// The host's element has a new value.
    Host,
}

impl Control {
    fn new(part: &Part) -> Self {
        let Part::Field(field) = part else { return Self::Plain };
        match field.kind() {
            _ if field.is_locked() => Self::Plain,
            Some(Kind::Search) => Self::Search(Box::default()),
            Some(Kind::File) => Self::Files(Box::default()),
            Some(Kind::Host) => Self::Host(Box::default()),
            _ => Self::Plain,
        }
    }
}

impl Component for Field {
    type Message = Message;
    type Properties = FieldProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self(Control::new(&ctx.props().part))
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &FieldProps) -> bool {
        let (Part::Field(field), Part::Field(old)) = (&ctx.props().part, &old.part) else { return true };
        if field.kind() != old.kind() || field.is_locked() != old.is_locked() {
            // The host has given another form, or other prefill.
            self.0 = Control::new(&ctx.props().part);
        } else if let Control::Search(search) = &mut self.0 {
            search.changed(field, old);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let Part::Field(field) = &ctx.props().part else { return false };
        match (&mut self.0, message) {
            (Control::Search(search), Message::Search(message)) => search.update(field, message),
            (Control::Files(files), Message::Files(message)) => files.update(field, ctx.link(), message),
            (Control::Host(host), Message::Host) => host.update(field),
            _ => false,
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Part::Field(field) = &ctx.props().part else { return };
        match &mut self.0 {
            Control::Plain => {}
            Control::Search(search) => search.rendered(),
            Control::Files(files) => files.rendered(),
            Control::Host(host) => host.rendered(field, first),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().part {
            Part::Field(field) => self.field(ctx, field),
            Part::Run(fields) => {
                let fields = fields.iter().map(|field| Part::Field(field.clone()).keyed(field.key_text()));
                tag!("div" { "class": "items run" } ..fields.collect())
            }
        }
    }
}

impl Field {
    fn field(&self, ctx: &Context<Self>, field: &FieldView) -> Html {
        let Some(node) = field.node() else { return Html::default() };
        if field.is_locked() {
            return locked::view(field);
        }
        match node.item.kind {
            Kind::Text => text::view(field, node),
            Kind::LongText => long_text::view(field, node),
            Kind::Number => number::view(field, node),
            Kind::Date => date::view(field, node),
            Kind::Single => single::view(field, node),
            Kind::Multiple => multiple::view(field, node),
            Kind::Scale => scale::view(field, node),
            Kind::Note => note::view(field, node),
            Kind::Search | Kind::File | Kind::Host => match &self.0 {
                Control::Search(search) => search.view(field, ctx.link()),
                Control::Files(files) => files.view(field, node, ctx.link()),
                Control::Host(host) => host.view(field, node, ctx.link()),
                Control::Plain => Html::default(),
            },
            // Containers hold fields of their own: the page draws them.
            Kind::Group | Kind::Repeat => Html::default(),
        }
    }
}
