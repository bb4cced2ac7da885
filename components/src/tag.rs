//! Elements of the page. Yew's `html!` writes every element out where it stands, which was a tenth of the wasm; here a
//! view only lists names, attributes and children, and one function makes the element.
//!
//! ```ignore
//! tag!("p" { "class": "hint", "id": id } [words(&text)]).keyed(id)
//! ```

use std::rc::Rc;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText,
};
use yew::{AttrValue, Event, Html, NodeRef};

/// An element: its name, its attributes and its children. An attribute whose value is `None` or `false` is left out.
/// Children in brackets have fixed places, and `Html::default()` holds the place of one that is missing; after `..`
/// stands a list whose length varies.
macro_rules! tag {
    ($name:tt { $($key:literal: $value:expr),* $(,)? } [$($child:expr),* $(,)?]) => {
        $crate::tag::element($name, $crate::tag::tag!(@ $($key: $value),*), $crate::tag::tag!(# $($child),*))
    };
    ($name:tt { $($key:literal: $value:expr),* $(,)? } ..$children:expr) => {
        $crate::tag::element($name, $crate::tag::tag!(@ $($key: $value),*), $crate::tag::list($children))
    };
    (@) => { yew::virtual_dom::Attributes::Static(&[]) };
    (@ $($key:literal: $value:expr),*) => {
        yew::virtual_dom::Attributes::Dynamic {
            keys: &[$($key),*],
            values: Box::new([$($crate::tag::Value::value($value)),*]),
        }
    };
    (#) => { yew::Html::default() };
    (# $child:expr) => { $child };
    (# $($child:expr),*) => { $crate::tag::list(vec![$($child),*]) };
}
pub(crate) use tag;

/// What can be the value of an attribute.
pub(crate) trait Value {
    /// The value; nothing when the attribute is left out.
    fn value(self) -> Option<AttributeOrProperty>;
}

impl Value for &'static str {
    fn value(self) -> Option<AttributeOrProperty> {
        Some(AttributeOrProperty::Attribute(AttrValue::Static(self)))
    }
}

impl Value for AttrValue {
    fn value(self) -> Option<AttributeOrProperty> {
        Some(AttributeOrProperty::Attribute(self))
    }
}

impl Value for String {
    #[inline(never)]
    fn value(self) -> Option<AttributeOrProperty> {
        AttrValue::from(self).value()
    }
}

impl Value for bool {
    fn value(self) -> Option<AttributeOrProperty> {
        if self { "".value() } else { None }
    }
}

impl<T: Value> Value for Option<T> {
    fn value(self) -> Option<AttributeOrProperty> {
        self.and_then(T::value)
    }
}

thread_local! {
    /// Yew notes the element of every tag in a reference of its own; those that nobody looks at share one.
    static NOWHERE: NodeRef = NodeRef::default();
}

/// An element; written by `tag!`.
#[inline(never)]
pub(crate) fn element(name: impl Into<AttrValue>, attributes: Attributes, children: Html) -> Html {
    make(name.into(), attributes, children)
}

#[inline(never)]
fn make(name: AttrValue, attributes: Attributes, children: Html) -> Html {
    let node = NOWHERE.with(NodeRef::clone);
    let tag = match &*name {
        "input" => VTag::__new_input(None, None, node, None, attributes, Default::default()),
        "textarea" => VTag::__new_textarea(None, None, node, None, attributes, Default::default()),
        _ => VTag::__new_other(name, node, None, attributes, Default::default(), children),
    };
    VNode::VTag(Rc::new(tag))
}

/// Several nodes one after the other.
#[inline(never)]
pub(crate) fn list(children: Vec<Html>) -> Html {
    VList::from(children).into()
}

/// A text without an element of its own: for a list's option, and between elements.
pub(crate) fn text(text: impl Into<AttrValue>) -> Html {
    VText::new(text).into()
}

/// What an element has besides attributes and children.
pub(crate) trait Extras: Sized {
    /// Its identity among its siblings.
    fn keyed(self, key: impl Into<Key>) -> Self;
    /// What it calls for an event.
    fn heard(self, listener: Rc<dyn Listener>) -> Self;
    /// Where the element is found once it is in the page.
    fn found_by(self, node: &NodeRef) -> Self;
    /// What stands in an input.
    fn holding(self, text: &str) -> Self;
    /// Whether a radio button or checkbox is chosen.
    fn chosen(self, is_chosen: bool) -> Self;
}

impl Extras for Html {
    fn keyed(mut self, key: impl Into<Key>) -> Self {
        let key = key.into();
        change(&mut self, &mut |tag| tag.key = Some(key.clone()));
        self
    }

    #[inline(never)]
    fn heard(mut self, listener: Rc<dyn Listener>) -> Self {
        change(&mut self, &mut |tag| {
            tag.add_listener(listener.clone());
        });
        self
    }

    fn found_by(mut self, node: &NodeRef) -> Self {
        change(&mut self, &mut |tag| tag.node_ref = node.clone());
        self
    }

    fn holding(mut self, text: &str) -> Self {
        change(&mut self, &mut |tag| tag.set_value(AttrValue::from(text.to_owned())));
        self
    }

    fn chosen(mut self, is_chosen: bool) -> Self {
        change(&mut self, &mut |tag| tag.set_checked(is_chosen));
        self
    }
}

#[inline(never)]
fn change(html: &mut Html, change: &mut dyn FnMut(&mut VTag)) {
    if let VNode::VTag(tag) = html {
        change(Rc::make_mut(tag));
    }
}

struct On {
    kind: ListenerKind,
    hear: Box<dyn Fn(Event)>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        (self.hear)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// Calls `hear` with each event of a kind.
pub(crate) fn on(kind: ListenerKind, hear: impl Fn(Event) + 'static) -> Rc<dyn Listener> {
    Rc::new(On { kind, hear: Box::new(hear) })
}
