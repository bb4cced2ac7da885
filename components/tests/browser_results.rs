//! What a reader of results does, in a browser: opening grounds, printing, choosing another language.
#![cfg(target_arch = "wasm32")]

use guidance_components::{GuidanceResults, ResultsEvent, ResultsProps};
use guidance_contract::{
    CodeSet, CodeSets, Document as _, Form, Messages, ResultTexts, ResultWording, ResultsView, Texts,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlSelectElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};
use yew::scheduler;

wasm_bindgen_test_configure!(run_in_browser);

const DEFINITION: &str = r#"{
    "$schema": "https://guidance-forms.example/schema/definition/1", "id": "try", "version": "1.0.0",
    "pages": [{"id": "one", "dataCategory": "basic", "audience": ["student"], "items": [
        {"id": "town", "kind": "search", "codeSet": "towns"}, {"id": "story", "kind": "longText"}
    ]}]
}"#;

const VIEW: &str = r#"{
    "form": "try", "version": "1.0.0", "audience": "student", "numbers": false,
    "voices": [{"id": "answers", "role": "student", "rounds": [{"submission": "a", "date": "2026-11-22"}]}],
    "groups": [{"id": "profile", "measures": ["mood"]}], "items": [],
    "measures": [{"id": "mood", "least": 1, "greatest": 4, "bandSet": "three", "bands": ["low", "middle", "high"],
        "items": [], "values": [{"voice": 0, "round": 0, "calculated": true, "band": "high", "asked": 1, "rated": 1}]}],
    "sections": [{"id": "strengths", "findings": [
        {"id": "home", "priority": 2, "traces": [{"voice": 0, "round": 0, "grounds": [
            {"source": "answer", "id": "town", "value": "049"}]}]},
        {"id": "told", "priority": 1, "traces": [{"voice": 0, "round": 0, "grounds": [
            {"source": "answer", "id": "story", "value": "Once"}]}]}
    ]}]
}"#;

/// Messages and texts of results in a language; both say in which.
fn texts(locale: &str) -> (Texts, ResultWording) {
    let messages = format!(
        r#"{{"form": "try", "locale": "{locale}", "title": "A form", "pages": {{"one": {{"title": "One"}}}},
        "items": {{"town": {{"label": "Town {locale}"}}, "story": {{"label": "Story {locale}"}}}}}}"#
    );
    let results = format!(
        r#"{{"$schema": "https://guidance-forms.example/schema/resultTexts/1", "form": "try", "locale": "{locale}",
        "title": "Results {locale}", "notice": {{"student": "Not a test."}},
        "sections": {{"strengths": {{"title": {{"student": "Strengths"}}, "empty": {{"student": "None."}}}}}},
        "findings": {{"home": {{"student": "Home {locale}"}}, "told": {{"student": "Told {locale}"}}}}}}"#
    );
    let interface = include_str!("../../forms/catalog/interface/results/en.json");
    let messages = Messages::parse(&messages).expect("messages");
    let texts = Texts::new(vec![messages], vec![Messages::parse(interface).expect("messages")]);
    let results = ResultTexts::parse(&results).expect("texts");
    (texts, ResultWording::new(vec![results], Default::default()))
}

struct Mounted {
    host: HtmlElement,
    root: ShadowRoot,
    app: Option<yew::AppHandle<GuidanceResults>>,
    events: Rc<RefCell<Vec<ResultsEvent>>>,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.host.remove();
    }
}

fn props(locale: &str, code_sets: CodeSets, events: &Rc<RefCell<Vec<ResultsEvent>>>) -> ResultsProps {
    let (texts, wording) = texts(locale);
    let heard = events.clone();
    ResultsProps {
        texts_of_roles: Vec::new(),
        form: Rc::new(Form::load(DEFINITION, None).expect("a form")),
        texts: Rc::new(texts),
        wording: Rc::new(wording),
        view: Rc::new(serde_json::from_str::<ResultsView>(VIEW).expect("a view")),
        proposal: None,
        theme: Default::default(),
        locales: vec!["en".to_owned(), "fi".to_owned()],
        code_sets,
        on_event: yew::Callback::from(move |event| heard.borrow_mut().push(event)),
    }
}

async fn mount() -> Mounted {
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    let host: HtmlElement = document.create_element("div").expect("a div").unchecked_into();
    document.body().expect("a body").append_child(&host).expect("a parent");
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).expect("a shadow root");
    let style = document.create_element("style").expect("an element");
    style.set_text_content(Some(include_str!("../src/styles/results-chart.css")));
    root.append_child(&style).expect("a parent");
    let div = document.create_element("div").expect("a div");
    root.append_child(&div).expect("a parent");
    let events = Rc::new(RefCell::new(Vec::new()));
    let props = props("en", CodeSets::default(), &events);
    let app = yew::Renderer::<GuidanceResults>::with_root_and_props(div, props).render();
    scheduler::flush().await;
    Mounted { host, root, app: Some(app), events }
}

impl Mounted {
    fn element(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).expect("a selector");
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    fn folds(&self) -> Vec<bool> {
        let all = self.root.query_selector_all("details").expect("a selector");
        let all = (0..all.length()).filter_map(|number| all.get(number));
        all.map(|fold| fold.unchecked_into::<Element>().has_attribute("open")).collect()
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    async fn show(&mut self, locale: &str, code_sets: CodeSets) {
        let props = props(locale, code_sets, &self.events);
        self.app.as_mut().expect("an app").update(props);
        scheduler::flush().await;
    }
}

#[wasm_bindgen_test]
async fn the_reader_prints_and_chooses_a_language() {
    let results = mount().await;
    results.events.borrow_mut().clear();
    results.element("#action-print").click();
    let select: HtmlSelectElement = results.element("#language").unchecked_into();
    select.set_value("fi");
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    let change = Event::new_with_event_init_dict("change", &init).expect("an event");
    select.dispatch_event(&change).expect("a target");
    scheduler::flush().await;
    assert_eq!(*results.events.borrow(), [ResultsEvent::Print, ResultsEvent::LocaleWanted("fi".to_owned())]);
}

#[wasm_bindgen_test]
async fn another_language_leaves_open_what_is_open() {
    let mut results = mount().await;
    results.element("li:nth-child(2) summary").click();
    results.show("fi", CodeSets::default()).await;
    assert_eq!(results.folds(), [false, true, false]);
    let text = results.text();
    assert!(text.contains("Results fi") && text.contains("Told fi") && text.contains("Story fi"), "{text}");
    assert!(!text.contains("Told en"), "{text}");
}

#[wasm_bindgen_test]
async fn a_code_set_is_asked_for_once() {
    let mut results = mount().await;
    let wanted = || ResultsEvent::CodeSetWanted("towns".to_owned());
    assert_eq!(*results.events.borrow(), [wanted()]);
    assert!(results.text().contains("049"), "until it comes, the code stands for it");
    let towns = r#"{"codes": [{"code": "049", "labels": {"en": "Espoo"}}]}"#;
    let mut code_sets = CodeSets::default();
    code_sets.insert("towns", CodeSet::parse(towns).expect("a code set"));
    results.show("en", code_sets).await;
    assert_eq!(*results.events.borrow(), [wanted()]);
    assert!(results.text().contains("Espoo"));
}

#[wasm_bindgen_test]
async fn pictures_go_the_way_of_the_page() {
    let results = mount().await;
    let is_in_the_right_half = || {
        let (plot, point) = (results.element(".plot"), results.element(".point *"));
        let (plot, point) = (plot.get_bounding_client_rect(), point.get_bounding_client_rect());
        point.left() + point.width() / 2.0 > plot.left() + plot.width() / 2.0
    };
    assert!(is_in_the_right_half(), "the highest band is on the right");
    results.host.set_attribute("dir", "rtl").expect("an attribute");
    assert!(!is_in_the_right_half(), "and on the left where people read the other way");
}
