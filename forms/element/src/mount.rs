//! Yew in the shadow root.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element};
use yew::{AppHandle, BaseComponent, Renderer};

/// Most tree numbers that are passed over; a page with more Yew applications around one form does not exist.
const MOST_RESERVED: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// A node on which Yew has noted the number of its tree.
    type Branded;
    #[wasm_bindgen(method, getter = __yew_subtree_id, structural)]
    fn tree(this: &Branded) -> Option<u32>;
}

/// A form, or results, in the page.
pub(crate) struct Mount<View: BaseComponent> {
    handle: AppHandle<View>,
    div: Element,
}

impl<View: BaseComponent> Mount<View> {
    /// Draws a view in `div`, a fresh one that nothing was ever drawn in. `around` is the greatest tree number of
    /// another Yew application around it; `use_up_tree` uses up the next.
    pub(crate) fn new(
        div: &Element,
        props: View::Properties,
        around: u32,
        use_up_tree: fn(&Element),
    ) -> Self {
        if let Some(document) = div.owner_document() {
            pass_trees(&document, around, use_up_tree);
        }
        Self { handle: Renderer::with_root_and_props(div.clone(), props).render(), div: div.clone() }
    }

    /// Gives the view new properties.
    pub(crate) fn update(&mut self, props: View::Properties) {
        self.handle.update(props);
    }

    /// Whether another Yew application around the form could take the view's events for its own.
    pub(crate) fn collides(&self, around: u32) -> bool {
        tree(&self.div).is_some_and(|own| own <= around)
    }

    /// Takes the view out of the page.
    pub(crate) fn destroy(self) {
        self.handle.destroy();
    }
}

/// Every copy of Yew numbers its trees from 1 and notes the number on the DOM, where another copy takes it for its
/// own: a click in the view would run a handler of the page. So numbers up to `around` are used up first.
fn pass_trees(document: &Document, around: u32, use_up_tree: fn(&Element)) {
    for _ in 0..around.min(MOST_RESERVED) {
        let Ok(div) = document.create_element("div") else { return };
        use_up_tree(&div);
        if tree(&div).is_none_or(|own| own >= around) {
            return;
        }
    }
}

fn tree(element: &Element) -> Option<u32> {
    element.unchecked_ref::<Branded>().tree()
}
