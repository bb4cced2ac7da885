//! Elements of the page. Yew's `html!` writes every element out where it stands, which was a tenth of the wasm; here a
//! view only lists names, attributes and children, and one function makes the element.
//!
//! ```ignore
//! tag!("p" { "class": "hint", "id": id } [words(&text)]).keyed(id)
//! ```

use std::rc::Rc;
use yew::html::Scope;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText,
};
use yew::{AttrValue, Component, Event, Html, NodeRef};

/// An element: its name, its attributes and its children. An attribute whose value is `None` or `false` is left out.
/// Children in brackets have fixed places, and `Html::default()` holds the place of one that is missing; after `..`
/// stands a list whose length varies.
macro_rules! tag {
    ($name:tt { $($key:literal: $value:expr),* $(,)? } [$($child:expr),* $(,)?]) => {{
        #[allow(unused_mut, reason = "not every element has attributes or children")]
        let mut tag = $crate::tag::Tag::new($name, &[$($key),*]);
        $($crate::tag::Value::put($value, &mut tag);)*
        $(tag.child($child);)*
        tag.close()
    }};
    ($name:tt { $($key:literal: $value:expr),* $(,)? } ..$children:expr) => {{
        #[allow(unused_mut, reason = "not every element has attributes")]
        let mut tag = $crate::tag::Tag::new($name, &[$($key),*]);
        $($crate::tag::Value::put($value, &mut tag);)*
        tag.close_with($children)
    }};
}
pub(crate) use tag;

thread_local! {
    /// Yew notes the element of every tag in a reference of its own; those that nobody looks at share one.
    static NOWHERE: NodeRef = NodeRef::default();
}

/// An element in the making. Boxed, and no method is inlined, so that each mention in a view is a short call.
pub(crate) struct Tag {
    name: AttrValue,
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
}

impl Tag {
    /// An element with values for these attributes to come.
    #[inline(never)]
    pub(crate) fn new(name: &'static str, keys: &'static [&'static str]) -> Box<Self> {
        Self::named(AttrValue::Static(name), keys)
    }

    /// An element whose name is not known beforehand.
    pub(crate) fn named(name: AttrValue, keys: &'static [&'static str]) -> Box<Self> {
        Box::new(Self { name, keys, values: Vec::with_capacity(keys.len()), children: Vec::new() })
    }

    fn put(&mut self, value: Option<AttrValue>) {
        self.values.push(value.map(AttributeOrProperty::Attribute));
    }

    /// One more child.
    #[inline(never)]
    pub(crate) fn child(&mut self, child: Html) {
        self.children.push(child);
    }

    /// The element with its children at fixed places.
    #[inline(never)]
    pub(crate) fn close(mut self: Box<Self>) -> Html {
        let mut children = std::mem::take(&mut self.children);
        match children.pop() {
            Some(only) if children.is_empty() => self.make(only),
            Some(last) => {
                children.push(last);
                self.close_with(children)
            }
            None => self.make(Html::default()),
        }
    }

    /// The element with a list as its children.
    #[expect(clippy::boxed_local, reason = "views hold the box")]
    #[inline(never)]
    pub(crate) fn close_with(self: Box<Self>, children: Vec<Html>) -> Html {
        self.make(list(children))
    }

    #[inline(never)]
    fn make(self, children: Html) -> Html {
        let attributes = Attributes::Dynamic { keys: self.keys, values: self.values.into_boxed_slice() };
        let node = NOWHERE.with(NodeRef::clone);
        let tag = match &*self.name {
            "input" => VTag::__new_input(None, None, node, None, attributes, Default::default()),
            "textarea" => VTag::__new_textarea(None, None, node, None, attributes, Default::default()),
            _ => VTag::__new_other(self.name, node, None, attributes, Default::default(), children),
        };
        VNode::VTag(Rc::new(tag))
    }
}

/// What can be the value of an attribute.
pub(crate) trait Value {
    /// Sets the attribute that is next.
    fn put(self, tag: &mut Tag);
}

impl Value for &'static str {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(Some(AttrValue::Static(self)));
    }
}

impl Value for Option<&'static str> {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(self.map(AttrValue::Static));
    }
}

impl Value for &AttrValue {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(Some(self.clone()));
    }
}

impl Value for Option<AttrValue> {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(self);
    }
}

impl Value for String {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(Some(self.into()));
    }
}

impl Value for &String {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(Some(AttrValue::from(self.as_str().to_owned())));
    }
}

impl Value for Option<String> {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(self.map(AttrValue::from));
    }
}

impl Value for bool {
    #[inline(never)]
    fn put(self, tag: &mut Tag) {
        tag.put(self.then_some(AttrValue::Static("")));
    }
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
        // Nobody else has it yet.
        if let Some(tag) = Rc::get_mut(tag) {
            change(tag);
        }
    }
}

struct On {
    kind: fn() -> ListenerKind,
    hear: Box<dyn Fn(Event)>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: Event) {
        (self.hear)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// Calls `hear` with each event of a kind.
pub(crate) fn on(kind: fn() -> ListenerKind, hear: impl Fn(Event) + 'static) -> Rc<dyn Listener> {
    Rc::new(On { kind, hear: Box::new(hear) })
}

/// A listener that sends a component what an event means to it, if anything.
pub(crate) fn send<C: Component>(
    link: &Scope<C>,
    kind: fn() -> ListenerKind,
    hear: impl Fn(&Event) -> Option<C::Message> + 'static,
) -> Rc<dyn Listener> {
    let link = link.clone();
    on(kind, move |event| {
        if let Some(message) = hear(&event) {
            link.send_message(message);
        }
    })
}
