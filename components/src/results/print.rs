//! Everything is open on paper: what is closed on the screen is not printed otherwise.

use yew::NodeRef;

/// Marks what was opened for printing alone.
#[cfg(target_arch = "wasm32")]
const OPENED: &str = "data-opened";

/// Opens the folds of a page while it is printed.
#[cfg(target_arch = "wasm32")]
pub(super) struct Unfolding {
    window: web_sys::Window,
    heard: wasm_bindgen::closure::Closure<dyn Fn(web_sys::Event)>,
}

#[cfg(target_arch = "wasm32")]
const WATCHED: [&str; 2] = ["beforeprint", "afterprint"];

#[cfg(target_arch = "wasm32")]
impl Unfolding {
    pub(super) fn new(root: NodeRef) -> Option<Self> {
        let heard = wasm_bindgen::closure::Closure::new(move |event: web_sys::Event| {
            let Some(root) = root.cast::<web_sys::Element>() else { return };
            if event.type_() == "beforeprint" {
                while let Ok(Some(closed)) = root.query_selector("details:not([open])") {
                    if closed
                        .set_attribute(OPENED, "")
                        .and_then(|()| closed.set_attribute("open", ""))
                        .is_err()
                    {
                        return;
                    }
                }
            } else {
                while let Ok(Some(opened)) = root.query_selector("[data-opened]") {
                    let _ = opened.remove_attribute("open");
                    if opened.remove_attribute(OPENED).is_err() {
                        return;
                    }
                }
            }
        });
        let unfolding = Self { window: web_sys::window()?, heard };
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(unfolding.heard.as_ref());
            let _ = unfolding.window.add_event_listener_with_callback(kind, heard);
        }
        Some(unfolding)
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for Unfolding {
    fn drop(&mut self) {
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(self.heard.as_ref());
            let _ = self.window.remove_event_listener_with_callback(kind, heard);
        }
    }
}

/// Outside browsers nothing is printed.
#[cfg(not(target_arch = "wasm32"))]
pub(super) struct Unfolding;

#[cfg(not(target_arch = "wasm32"))]
impl Unfolding {
    pub(super) fn new(_: NodeRef) -> Option<Self> {
        None
    }
}
