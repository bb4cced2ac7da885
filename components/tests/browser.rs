//! What a person does, in a browser: typing, the keyboard, the focus, and page translation.
#![cfg(target_arch = "wasm32")]

use guidance_components::{FormEvent, FormProps, GuidanceForm, SubmitState};
use guidance_contract::{CodeSet, CodeSets, Config, Document as _, Form, Messages, PlainDate, Texts};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    DataTransfer, Document, Element, EventInit, File, FilePropertyBag, HtmlElement, HtmlInputElement,
    InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit, Node, ShadowRoot, ShadowRootInit,
    ShadowRootMode,
};
use yew::scheduler;

wasm_bindgen_test_configure!(run_in_browser);

const DEFINITION: &str = r#"{
    "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
    "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}]},
    "pages": [
        {"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "name", "kind": "text", "required": true},
            {"id": "email", "kind": "text", "format": "email"},
            {"id": "works", "kind": "single", "optionSet": "yesNo"},
            {"id": "hours", "kind": "number", "required": true, "when": ["=", ["answer", "works"], "yes"]},
            {"id": "story", "kind": "longText", "maxLength": 10},
            {"id": "town", "kind": "search", "codeSet": "towns"},
            {"id": "towns", "kind": "search", "codeSet": "towns", "several": true},
            {"id": "jobs", "kind": "repeat", "maxRows": 3, "items": [
                {"id": "employer", "kind": "text", "required": true}
            ]}
        ]},
        {"id": "two", "dataCategory": "basic", "audience": ["student"], "items": [{"id": "last", "kind": "text"}]}
    ]
}"#;

const MESSAGES: &str = r#"{
    "form": "try", "locale": "en", "title": "A form",
    "pages": {"one": {"title": "First"}, "two": {"title": "Second"}},
    "items": {
        "name": {"label": "Name", "hint": "All of it."}, "email": {"label": "Email"}, "works": {"label": "Work?"},
        "hours": {"label": "Hours"}, "story": {"label": "Story"}, "town": {"label": "Town"}, "towns": {"label": "Towns"},
        "jobs": {"label": "Jobs", "row": "Job {number}", "add": "Add a job"}, "employer": {"label": "Employer"},
        "last": {"label": "Last"}
    },
    "optionSets": {"yesNo": {"yes": "Yes", "no": "No"}}
}"#;

const TOWNS: &str = r#"{"codes": [
    {"code": "016", "labels": {"en": "Asikkala"}},
    {"code": "049", "labels": {"en": "Espoo"}},
    {"code": "992", "labels": {"en": "Äänekoski"}},
    {"code": "091", "labels": {"en": "Helsinki"}}
]}"#;

/// A form in a shadow root of its own, and what it told its host.
struct Mounted {
    host: HtmlElement,
    root: ShadowRoot,
    events: Rc<RefCell<Vec<FormEvent>>>,
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}

async fn mount() -> Mounted {
    mount_form(DEFINITION).await
}

async fn mount_form(definition: &str) -> Mounted {
    let host: HtmlElement = document().create_element("div").expect("a div").unchecked_into();
    document().body().expect("a body").append_child(&host).expect("a parent");
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a shadow root");
    let div = document().create_element("div").expect("a div");
    root.append_child(&div).expect("a parent");

    let interface = include_str!("../../forms/catalog/interface/en.json");
    let texts = Texts::new(
        vec![Messages::parse(MESSAGES).expect("messages")],
        vec![Messages::parse(interface).expect("messages")],
    );
    let mut code_sets = CodeSets::default();
    code_sets.insert("towns", CodeSet::parse(TOWNS).expect("a code set"));
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = events.clone();
    let props = FormProps {
        form: Rc::new(Form::load(definition, None).expect("a form")),
        texts: Rc::new(texts),
        config: Rc::new(Config::default()),
        code_sets,
        failed_code_sets: Rc::default(),
        today: PlainDate::new(2026, 11, 22).expect("a day"),
        issues: Rc::default(),
        submit_state: SubmitState::Idle,
        restore: (0, None),
        disabled: false,
        files: Rc::default(),
        on_event: yew::Callback::from(move |event| heard.borrow_mut().push(event)),
    };
    yew::Renderer::<GuidanceForm>::with_root_and_props(div, props).render();
    scheduler::flush().await;
    Mounted { host, root, events }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.host.remove();
    }
}

impl Mounted {
    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a selector")
    }

    fn element(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    fn input(&self, selector: &str) -> HtmlInputElement {
        self.element(selector).unchecked_into()
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// What the form has told assistive technology last.
    fn announced(&self) -> String {
        self.text(".guidance-form > [role=status]")
    }

    fn focused(&self) -> String {
        self.root.active_element().map(|element| element.id()).unwrap_or_default()
    }

    /// Puts a text into a field as a key press does: the value changes, then the event comes.
    async fn type_into(&self, selector: &str, text: &str) {
        let input = self.input(selector);
        input.focus().expect("the focus");
        input.set_value(text);
        send_input(&input);
        scheduler::flush().await;
    }

    async fn press(&self, selector: &str, key: &str) {
        self.press_with(selector, key, false).await;
    }

    async fn press_with(&self, selector: &str, key: &str, alt: bool) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_alt_key(alt);
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
        self.element(selector).dispatch_event(&event).expect("a target");
        scheduler::flush().await;
    }

    async fn click(&self, selector: &str) {
        self.element(selector).click();
        scheduler::flush().await;
    }

    async fn focus(&self, selector: &str) {
        self.element(selector).focus().expect("the focus");
        scheduler::flush().await;
    }

    fn answers(&self) -> serde_json::Value {
        let events = self.events.borrow();
        let last = events.iter().rev().find_map(|event| match event {
            FormEvent::Changed { submission, .. } => Some(submission.answers.clone()),
            _ => None,
        });
        last.unwrap_or_default().into()
    }
}

fn send_input(target: &Element) {
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    let event = InputEvent::new_with_event_init_dict("input", &init).expect("an event");
    target.dispatch_event(&event).expect("a target");
}

#[wasm_bindgen_test]
async fn typing_is_told_and_errors_wait_for_the_focus_to_leave() {
    let form = mount().await;
    form.type_into("#f-answers-email", "aino@").await;
    assert_eq!(form.answers()["email"], "aino@");
    assert!(form.find(".error").is_none());
    form.focus("#f-answers-name").await;
    assert!(form.text("#f-answers-email-issues").contains("Check “Email”"));
    assert!(form.announced().starts_with("Error: Check “Email”"));
    assert_eq!(form.input("#f-answers-email").get_attribute("aria-invalid").as_deref(), Some("true"));
    let described_by = form.input("#f-answers-email").get_attribute("aria-describedby");
    assert_eq!(described_by.as_deref(), Some("f-answers-email-issues"));
    form.type_into("#f-answers-email", "aino@example.fi").await;
    assert!(form.find("#f-answers-email-issues").is_none());
    assert_eq!(form.announced(), "Error: Fill in “Name”", "which was left for the address");
    form.type_into("#f-answers-email", "aino@example.com").await;
    assert_eq!(form.announced(), "", "said once, and gone with the next answer");
}

#[wasm_bindgen_test]
async fn the_caret_stays_where_it_is() {
    let form = mount().await;
    form.type_into("#f-answers-name", "  Aio Maria").await;
    let input = form.input("#f-answers-name");
    input.set_range_text_with_start_and_end("n", 4, 4).expect("a range");
    input.set_selection_range(5, 5).expect("a range");
    send_input(&input);
    scheduler::flush().await;
    assert_eq!(input.value(), "  Aino Maria");
    assert_eq!(input.selection_start().ok().flatten(), Some(5));
    assert_eq!(form.answers()["name"], "Aino Maria");
}

#[wasm_bindgen_test]
async fn an_answer_shows_and_hides_a_question() {
    let form = mount().await;
    assert!(form.find("#f-answers-hours").is_none());
    form.click("#f-answers-works").await;
    assert!(form.find("#f-answers-hours").is_some());
    form.type_into("#f-answers-hours", "7,5").await;
    form.click("#f-answers-works-option-1").await;
    assert!(form.find("#f-answers-hours").is_none());
    form.click("#f-answers-works").await;
    assert_eq!(form.input("#f-answers-hours").value(), "7,5");
}

#[wasm_bindgen_test]
async fn the_combobox_works_by_keyboard() {
    let form = mount().await;
    let town = "#f-answers-town";
    form.type_into(town, "aa").await;
    let options = || form.text("#f-answers-town-list");
    assert_eq!(options(), "Äänekoski");
    form.type_into(town, "s").await;
    assert_eq!(options(), "AsikkalaEspooÄänekoskiHelsinki");
    form.press(town, "ArrowDown").await;
    form.press(town, "ArrowDown").await;
    let active = || form.input(town).get_attribute("aria-activedescendant");
    assert_eq!(active().as_deref(), Some("f-answers-town-option-1"));
    form.press(town, "End").await;
    assert_eq!(active().as_deref(), Some("f-answers-town-option-3"));
    form.press(town, "Home").await;
    assert_eq!(active().as_deref(), Some("f-answers-town-option-0"));
    form.press(town, "ArrowUp").await;
    assert_eq!(active().as_deref(), Some("f-answers-town-option-3"));
    form.press(town, "ArrowLeft").await;
    assert_eq!(active(), None, "the caret is in the text again");
    form.press(town, "ArrowUp").await;
    form.press(town, "Enter").await;
    assert_eq!(form.input(town).value(), "Helsinki");
    assert_eq!(form.answers()["town"], "091");
    assert_eq!(form.input(town).get_attribute("aria-expanded").as_deref(), Some("false"));
    form.press(town, "ArrowDown").await;
    assert_eq!(form.input(town).get_attribute("aria-expanded").as_deref(), Some("true"));
    form.press(town, "Escape").await;
    assert_eq!(form.input(town).get_attribute("aria-expanded").as_deref(), Some("false"));
    form.press_with(town, "ArrowDown", true).await;
    assert_eq!(form.input(town).get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(active(), None, "opened, and nothing chosen");
    form.press_with(town, "ArrowUp", true).await;
    assert_eq!(form.input(town).get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(form.input(town).value(), "Helsinki");
    form.press(town, "Escape").await;
    assert_eq!(form.input(town).value(), "");
}

#[wasm_bindgen_test]
async fn what_is_typed_into_a_combobox_is_not_lost() {
    let form = mount().await;
    form.type_into("#f-answers-town", "ESPOO").await;
    form.focus("#f-answers-name").await;
    assert_eq!(form.answers()["town"], "049");
    form.type_into("#f-answers-town", "Atlantis").await;
    form.focus("#f-answers-name").await;
    assert_eq!(form.input("#f-answers-town").value(), "Atlantis");
    assert!(form.text("#f-answers-town-issues").contains("Choose an answer from the list"));
    assert_eq!(form.announced(), "Error: Choose an answer from the list in “Town”");
}

#[wasm_bindgen_test]
async fn several_codes_are_chosen_and_taken_away() {
    let form = mount().await;
    for text in ["esp", "hel"] {
        form.type_into("#f-answers-towns", text).await;
        form.press("#f-answers-towns", "ArrowDown").await;
        form.press("#f-answers-towns", "Enter").await;
    }
    assert_eq!(form.answers()["towns"], serde_json::json!(["049", "091"]));
    assert!(form.text(".chip-remove").contains("Remove Espoo"));
    form.click(".chip-remove").await;
    assert_eq!(form.answers()["towns"], serde_json::json!(["091"]));
    assert_eq!(form.focused(), "f-answers-towns");
    assert!(form.text(".combobox:has(#f-answers-towns) > [role=status]").contains("Espoo removed"));
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_taken_is_told_of() {
    let form = mount_form(
        r#"{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
        "pages": [{"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "scan", "kind": "file", "accept": ["application/pdf"], "maxBytes": 1000, "maxFiles": 1}
        ]}]}"#,
    )
    .await;
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    let parts = js_sys::Array::of1(&"x".into());
    let file = File::new_with_str_sequence_and_options(&parts, "a.txt", &options).expect("a file");
    let chosen = DataTransfer::new().expect("a list");
    chosen.items().add_with_file(&file).expect("a file");
    let input = form.input("#f-answers-scan");
    input.set_files(chosen.files().as_ref());
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("change", &init).expect("an event");
    input.dispatch_event(&event).expect("a target");
    scheduler::flush().await;
    let told = form.text("[data-path] > [role=status]");
    assert!(told.starts_with("Error: The file a.txt is of a wrong type."), "{told}");
}

#[wasm_bindgen_test]
async fn rows_take_the_focus_with_them() {
    let form = mount().await;
    form.click("#f-answers-jobs-add").await;
    assert_eq!(form.focused(), "row-1");
    form.click("#f-answers-jobs-add").await;
    assert_eq!(form.focused(), "row-2");
    form.type_into("#f-answers-jobs-0-employer", "Alko").await;
    form.type_into("#f-answers-jobs-1-employer", "Kesko").await;
    form.click("#row-2-up").await;
    assert_eq!(form.input("#f-answers-jobs-0-employer").value(), "Kesko");
    assert_eq!(form.text("#row-2"), "Job 1");
    assert_eq!(form.focused(), "row-2-down", "there is no way up from the first place");
    form.click("#row-2-remove").await;
    assert_eq!(form.focused(), "row-1");
    form.click("#row-1-remove").await;
    assert_eq!(form.focused(), "f-answers-jobs-add");
}

#[wasm_bindgen_test]
async fn next_leads_to_the_summary_and_the_summary_to_the_field() {
    let form = mount().await;
    form.click("#action-next").await;
    assert_eq!(form.focused(), "error-summary");
    form.click(".summary-link").await;
    assert_eq!(form.focused(), "f-answers-name");
    form.type_into("#f-answers-name", "Aino").await;
    assert!(form.find("#error-summary").is_none());
    form.click("#action-next").await;
    assert_eq!(
        (form.focused(), form.text("#page-heading")),
        ("page-heading".to_owned(), "Step 2 of 3: Second".to_owned())
    );
    let told = form.events.borrow().iter().rev().find_map(|event| match event {
        FormEvent::Navigated { title, .. } => Some(title.clone()),
        _ => None,
    });
    assert_eq!(told.as_deref(), Some("Second"));
    form.click("#action-next").await;
    form.click("#change-f-answers-name").await;
    assert_eq!(form.focused(), "f-answers-name");
    form.click("#action-next").await;
    assert_eq!(form.focused(), "change-f-answers-name", "back to where the person was");
    form.click("#action-next").await;
    let sent = form.events.borrow().iter().any(|event| matches!(event, FormEvent::Submit { .. }));
    assert!(sent);
}

/// Moves every text node into an element of its own, as page translation does.
fn translate(node: &Node) {
    let mut children = Vec::new();
    let mut next = node.first_child();
    while let Some(child) = next {
        next = child.next_sibling();
        children.push(child);
    }
    for child in children {
        if child.node_type() == Node::TEXT_NODE {
            let font = document().create_element("font").expect("an element");
            font.set_text_content(child.text_content().map(|text| text.to_uppercase()).as_deref());
            node.replace_child(&font, &child).expect("a child");
        } else {
            translate(&child);
        }
    }
}

#[wasm_bindgen_test]
async fn page_translation_does_no_harm() {
    let form = mount().await;
    form.click("#f-answers-jobs-add").await;
    form.type_into("#f-answers-story", "a").await;
    translate(&form.root);
    assert!(form.text("#page-heading").contains("FIRST"));
    // Everything that draws text anew: counts, errors, rows, questions that come and go, other pages.
    form.type_into("#f-answers-story", "abc").await;
    assert!(form.text("#f-answers-story-count").contains("7 characters left"));
    form.click("#f-answers-works").await;
    translate(&form.root);
    form.click("#action-next").await;
    assert_eq!(form.focused(), "error-summary");
    translate(&form.root);
    form.click("#f-answers-works-option-1").await;
    form.type_into("#f-answers-jobs-0-employer", "Alko").await;
    form.click("#f-answers-jobs-add").await;
    translate(&form.root);
    form.click("#row-2-up").await;
    form.click("#row-1-remove").await;
    form.click("#row-2-remove").await;
    form.type_into("#f-answers-name", "Aino").await;
    translate(&form.root);
    form.click("#action-next").await;
    assert_eq!(form.text("#page-heading"), "Step 2 of 3: Second");
    translate(&form.root);
    form.click("#action-next").await;
    assert_eq!(form.text("#page-heading"), "Step 3 of 3: Check and send");
}

#[wasm_bindgen_test]
async fn a_field_left_by_pressing_the_mouse_waits_for_the_click() {
    let form = mount().await;
    form.type_into("#f-answers-email", "aino@").await;
    let press = |name: &str| {
        let init = EventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        let event = web_sys::Event::new_with_event_init_dict(name, &init).expect("an event");
        form.element("#action-next").dispatch_event(&event).expect("a target");
    };
    press("pointerdown");
    form.focus("#action-next").await;
    assert!(form.find(".error").is_none(), "nothing moves under the pointer");
    press("pointerup");
    wait().await;
    scheduler::flush().await;
    assert!(form.find(".error").is_some());
}

/// A page of a hundred questions.
fn long_page() -> String {
    let items: Vec<String> = (1..=100)
        .map(|number| format!(r#"{{"id": "q{number}", "kind": "text", "required": true}}"#))
        .collect();
    format!(
        r#"{{"$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
        "pages": [{{"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [{}]}}]}}"#,
        items.join(",")
    )
}

fn fields(form: &Mounted) -> u32 {
    form.root.query_selector_all(".field").expect("a selector").length()
}

#[wasm_bindgen_test]
async fn a_long_page_comes_first_screen_first() {
    let form = mount_form(&long_page()).await;
    assert_eq!(fields(&form), 24);
    for _ in 0..50 {
        wait().await;
        scheduler::flush().await;
    }
    assert_eq!(fields(&form), 100, "the rest follows by itself");
    let last = form.element("#f-answers-q100");
    form.type_into("#f-answers-q1", "A").await;
    assert!(last.is_same_node(form.find("#f-answers-q100").as_deref()), "and stays");
}

#[wasm_bindgen_test]
async fn a_long_page_is_whole_before_the_focus_moves() {
    let form = mount_form(&long_page()).await;
    form.press("#f-answers-q24", "a").await;
    assert_eq!(fields(&form), 24);
    form.press("#f-answers-q24", "Tab").await;
    assert_eq!(fields(&form), 100);
    let form = mount_form(&long_page()).await;
    form.element("#action-next").click();
    scheduler::flush().await;
    assert_eq!(form.focused(), "error-summary");
    assert_eq!(fields(&form), 100, "every error that is listed has its field");
}

/// Lets timers run.
async fn wait() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20).expect("a timer");
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.expect("a timer");
}
