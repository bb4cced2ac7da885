//! The few things that only a browser can do.

use web_sys::{Element, HtmlElement};
use yew::{Callback, NodeRef};

/// Gives the focus to an element of the form. Ids are looked up below the form's own root, which works in a
/// shadow root, where the document would find nothing.
pub(crate) fn focus(root: &NodeRef, id: &str) -> bool {
    let found = root.cast::<Element>().and_then(|root| root.query_selector(&["#", id].concat()).ok()?);
    match found.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        Some(element) => {
            // Firefox passes over a new <legend> until it has been laid out, which asking for its height does.
            let _ = element.offset_height();
            element.focus().is_ok()
        }
        None => false,
    }
}

/// Whether there is a browser, or views are only drawn.
pub(crate) const IS_BROWSER: bool = cfg!(target_arch = "wasm32");

/// Calls back once the click that follows letting go of the pointer is over.
pub(crate) fn after_click(callback: &Callback<()>) {
    later(callback, false);
}

/// Calls back when the browser has nothing better to do, or at the latest after `LATEST` milliseconds.
pub(crate) fn when_idle(callback: &Callback<()>) {
    later(callback, true);
}

#[cfg(target_arch = "wasm32")]
const LATEST: u32 = 100;

#[cfg(target_arch = "wasm32")]
fn later(callback: &Callback<()>, idle: bool) {
    let Some(window) = web_sys::window() else { return };
    let callback = callback.clone();
    let then = wasm_bindgen::closure::Closure::once_into_js(move || callback.emit(()));
    let then = wasm_bindgen::JsCast::unchecked_ref(&then);
    if idle {
        let options = web_sys::IdleRequestOptions::new();
        options.set_timeout(LATEST);
        // Not every browser knows of idleness.
        if window.request_idle_callback_with_options(then, &options).is_ok() {
            return;
        }
    }
    let _ = window.set_timeout_with_callback(then);
}

#[cfg(not(target_arch = "wasm32"))]
fn later(callback: &Callback<()>, _: bool) {
    callback.emit(());
}

/// Calls back when the whole page is needed: the Tab key is about to move the focus, or the page is to be printed. Yew
/// draws before the browser goes on.
#[cfg(target_arch = "wasm32")]
pub(crate) struct Watch {
    window: web_sys::Window,
    heard: wasm_bindgen::closure::Closure<dyn Fn(web_sys::Event)>,
}

#[cfg(target_arch = "wasm32")]
const WATCHED: [&str; 2] = ["keydown", "beforeprint"];

#[cfg(target_arch = "wasm32")]
impl Watch {
    pub(crate) fn new(callback: Callback<()>) -> Option<Self> {
        let heard = wasm_bindgen::closure::Closure::new(move |event: web_sys::Event| {
            let key = wasm_bindgen::JsCast::dyn_ref::<web_sys::KeyboardEvent>(&event);
            if key.is_none_or(|key| key.key() == "Tab") {
                callback.emit(());
            }
        });
        let watch = Self { window: web_sys::window()?, heard };
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(watch.heard.as_ref());
            let _ = watch.window.add_event_listener_with_callback_and_bool(kind, heard, true);
        }
        Some(watch)
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for Watch {
    fn drop(&mut self) {
        for kind in WATCHED {
            let heard = wasm_bindgen::JsCast::unchecked_ref(self.heard.as_ref());
            let _ = self.window.remove_event_listener_with_callback_and_bool(kind, heard, true);
        }
    }
}

/// Outside browsers everything is drawn at once.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) struct Watch;

#[cfg(not(target_arch = "wasm32"))]
impl Watch {
    pub(crate) fn new(_: Callback<()>) -> Option<Self> {
        None
    }
}

/// A new UUID (version 4).
#[cfg(target_arch = "wasm32")]
pub(crate) fn fresh_id() -> String {
    random_uuid().unwrap_or_else(|| uuid_of(random_bytes()))
}

/// Outside browsers, where forms are only drawn, the id does not matter and is always the same.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn fresh_id() -> String {
    uuid_of([0; 16])
}

/// `crypto.randomUUID()`; missing in insecure contexts, such as a page without TLS.
#[cfg(target_arch = "wasm32")]
fn random_uuid() -> Option<String> {
    let crypto = property(&js_sys::global(), "crypto")?;
    let function =
        wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(property(&crypto, "randomUUID")?).ok()?;
    function.call0(&crypto).ok()?.as_string()
}

#[cfg(target_arch = "wasm32")]
fn random_bytes() -> [u8; 16] {
    let bytes = js_sys::Uint8Array::new_with_length(16);
    let filled = property(&js_sys::global(), "crypto").and_then(|crypto| {
        let function = property(&crypto, "getRandomValues")?;
        wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(function).ok()?.call1(&crypto, &bytes).ok()
    });
    let mut random = [0; 16];
    if filled.is_some() {
        bytes.copy_to(&mut random);
    }
    random
}

#[cfg(target_arch = "wasm32")]
fn property(object: &wasm_bindgen::JsValue, name: &str) -> Option<wasm_bindgen::JsValue> {
    let value = js_sys::Reflect::get(object, &wasm_bindgen::JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Random bytes in the form of a UUID of version 4.
fn uuid_of(mut random: [u8; 16]) -> String {
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut random;
    *version = (*version & 0x0f) | 0x40;
    *variant = (*variant & 0x3f) | 0x80;
    let mut written = String::with_capacity(36);
    for (place, byte) in random.into_iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            written.push('-');
        }
        for digit in [byte >> 4, byte & 15] {
            written.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::uuid_of;

    #[test]
    fn uuids_have_their_form() {
        assert_eq!(uuid_of([0; 16]), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid_of([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
