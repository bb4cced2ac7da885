//! What is wrong with a definition or overlay is told by place, finding and advice.

use guidance_contract::{Config, Document, Form, Issue, Messages, Overlay, Submission};
use serde_json::{Value, json};

fn definition() -> Value {
    json!({
        "$schema": "https://guidance-forms.example/schema/definition/1",
        "id": "trial", "version": "1.0.0",
        "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}]},
        "pages": [{"id": "first", "dataCategory": "basic", "audience": ["student"], "items": [
            {"id": "works", "kind": "single", "optionSet": "yesNo", "required": true},
            {"id": "hours", "kind": "number", "max": 60},
            {"id": "jobs", "kind": "repeat", "maxRows": 3, "items": [{"id": "title", "kind": "text", "maxLength": 100}]},
            {"id": "extra", "kind": "longText"}
        ]}]
    })
}

fn issues(definition: &Value) -> Vec<Issue> {
    Form::load(&definition.to_string(), None).err().map(|report| report.issues).unwrap_or_default()
}

/// Loads the definition with one place changed and expects exactly one issue.
fn one(pointer: &str, value: Value) -> (String, String, Value) {
    let mut document = definition();
    match document.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (container, key) = pointer.rsplit_once('/').expect("a pointer");
            document.pointer_mut(container).expect("a container")[key] = value;
        }
    }
    let issues = issues(&document);
    assert_eq!(issues.len(), 1, "{issues:?}");
    let issue = &issues[0];
    (issue.path.clone(), issue.code.as_str().to_owned(), Value::Object(issue.params.clone()))
}

#[test]
fn the_definition_without_faults_loads() {
    assert_eq!(issues(&definition()), []);
}

#[test]
fn unknown_references_name_the_place_and_what_may_stand_there() {
    let when = "/pages/0/items/1/when";
    let (path, code, params) = one(when, json!(["=", ["answer", "wroks"], "yes"]));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/when/1/1", "definition.reference"));
    assert_eq!(params["found"], "wroks");
    let (path, _, params) = one(when, json!(["=", ["answer", "works"], "maybe"]));
    assert_eq!(path, "/pages/0/items/1/when/2");
    assert_eq!(params["expected"], "one of the options yes, no");
    let (path, code, _) = one("/pages/0/items/0/optionSet", json!("yesno"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/0/optionSet", "definition.reference"));
    let (path, _, params) = one(when, json!(["=", ["answer", "title"], "x"]));
    assert_eq!(path, "/pages/0/items/1/when/1/1");
    assert_eq!(params["expected"], "an item outside rows, or the rows by \"some\" or \"every\"");
}

#[test]
fn expressions_are_typed() {
    let when = "/pages/0/items/1/when";
    let (path, code, params) = one(when, json!([">", ["answer", "works"], 3]));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/when/1", "expression.type"));
    assert_eq!(params, json!({"found": "text", "expected": "number"}));
    let (path, code, params) = one(when, json!(["=>", 1, 2]));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/when/0", "expression.function"));
    assert!(params["expected"].as_str().is_some_and(|names| names.contains(">=")));
    let (_, code, _) = one(when, json!(["not"]));
    assert_eq!(code, "expression.arguments");
    let (_, code, _) = one(when, json!({"answer": "works"}));
    assert_eq!(code, "document.shape");
    let (_, code, _) = one(when, json!(["=", "a", "a"]));
    assert_eq!(code, "expression.constant");
    let (_, code, _) = one(when, json!(false));
    assert_eq!(code, "expression.constant");
    let (_, code, _) = one(when, json!(["answer", "works"]));
    assert_eq!(code, "expression.type");
}

#[test]
fn conditions_that_depend_on_themselves_are_refused() {
    let mut document = definition();
    document["pages"][0]["items"][0]["when"] = json!(["filled", ["answer", "hours"]]);
    document["pages"][0]["items"][1]["when"] = json!(["filled", ["answer", "works"]]);
    let issues = issues(&document);
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0].code.as_str(), "expression.cycle");
    assert_eq!(issues[0].path, "/pages/0/items/0/when");
    let (_, code, _) = one("/pages/0/items/1/when", json!([">", ["answer", "hours"], 1]));
    assert_eq!(code, "expression.cycle");
}

#[test]
fn properties_belong_to_kinds() {
    let (path, code, params) = one("/pages/0/items/0/maxLength", json!(3));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/0/maxLength", "definition.property"));
    assert_eq!(params["kind"], "single");
    let (path, code, _) = one("/pages/0/items/3/kind", json!("search"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/3", "definition.propertyMissing"));
}

#[test]
fn ids_are_plain_and_unique() {
    let (path, code, _) = one("/pages/0/items/3/id", json!("hours"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/3/id", "definition.idDuplicate"));
    let (path, code, _) = one("/pages/0/items/3/id", json!("first"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/id", "definition.idDuplicate"));
    for id in ["", "Name", "a b", "ä", "__proto__", "a/b", "1a"] {
        assert_eq!(one("/pages/0/items/3/id", json!(id)).1, "definition.id", "{id}");
    }
}

#[test]
fn every_answer_has_a_data_category_and_an_audience() {
    let mut document = definition();
    document["pages"][0].as_object_mut().expect("an object").remove("dataCategory");
    assert_eq!(issues(&document).len(), 5);
    assert!(issues(&document).iter().all(|issue| issue.params["expected"] == "dataCategory"));
}

#[test]
fn unknown_keys_and_shapes_are_refused_with_their_pointer() {
    let (path, code, params) = one("/pages/0/items/1/minimum", json!(3));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/minimum", "document.shape"));
    assert_eq!(params["found"], "minimum");
    let (path, code, _) = one("/pages/0/items/1/max", json!("60"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/max", "document.shape"));
    let (path, code, params) = one("/pages/0/items/1/kind", json!("slider"));
    assert_eq!((path.as_str(), code.as_str()), ("/pages/0/items/1/kind", "document.shape"));
    assert!(params["expected"].as_str().is_some_and(|kinds| kinds.contains("scale")), "{params}");
}

#[test]
fn another_contract_is_refused() {
    let (path, code, params) = one("/$schema", json!("https://guidance-forms.example/schema/definition/2"));
    assert_eq!((path.as_str(), code.as_str()), ("/$schema", "document.contract"));
    assert_eq!(params["expected"], "https://guidance-forms.example/schema/definition/1");
    assert!(Submission::parse("{}").is_err());
    assert!(Config::parse("{}").is_ok());
    assert!(Config::parse(r#"{"$schema": "https://guidance-forms.example/schema/config/7"}"#).is_err());
    assert!(Messages::parse(r#"{"form": "trial", "locale": "fi"}"#).is_ok());
}

#[test]
fn limits_are_named() {
    let items: Vec<Value> = (0..2001).map(|n| json!({"id": format!("i{n}"), "kind": "text"})).collect();
    let (path, code, params) = {
        let mut document = definition();
        document["pages"][0]["items"] = Value::Array(items);
        let issues = issues(&document);
        assert_eq!(issues.len(), 1);
        (issues[0].path.clone(), issues[0].code.as_str().to_owned(), issues[0].params.clone())
    };
    assert_eq!((path.as_str(), code.as_str()), ("/pages", "limit.count"));
    assert_eq!(params["max"], 2000);
    let options: Vec<Value> = (0..201).map(|n| json!({"id": format!("o{n}")})).collect();
    assert_eq!(one("/optionSets/yesNo", Value::Array(options)).1, "limit.count");
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let document =
        definition().to_string().replace("\"hours\",", "").replace("\"max\":60", &format!("\"ext\":{deep}"));
    let report = Form::load(&document, None).expect_err("too deep");
    assert_eq!(report.issues[0].code.as_str(), "limit.depth");
    let report = Form::load(&" ".repeat(1_048_577), None).expect_err("too large");
    assert_eq!(report.issues[0].code.as_str(), "limit.bytes");
    let report = Form::load("{", None).expect_err("no JSON");
    assert_eq!(report.issues[0].code.as_str(), "document.json");
}

fn overlaid(overlay: Value) -> Result<Form, Vec<Issue>> {
    let overlay: Overlay = serde_json::from_value(overlay).expect("an overlay");
    Form::load(&definition().to_string(), Some(&overlay)).map_err(|report| report.issues)
}

#[test]
fn overlays_hide_tighten_order_and_add() {
    let form = overlaid(json!({
        "items": {"extra": {"hide": true}, "title": {"maxLength": 20}, "hours": {"required": true}},
        "add": [{"to": "first", "after": "works", "item": {"id": "campus", "kind": "text", "maxLength": 50}}],
        "order": {"first": ["hours", "works", "campus", "jobs"]}
    }))
    .expect("a form");
    let ids: Vec<&str> = form.items().map(|(_, node)| node.item.id.as_str()).collect();
    assert_eq!(ids, ["hours", "works", "campus", "jobs", "title"]);
    assert_ne!(
        form.reference().hash,
        Form::load(&definition().to_string(), None).expect("a form").reference().hash
    );
}

#[test]
fn overlays_never_make_a_form_laxer() {
    for (overlay, path) in [
        (json!({"items": {"works": {"hide": true}}}), "/overlay/items/works/hide"),
        (json!({"items": {"title": {"maxLength": 200}}}), "/overlay/items/title/maxLength"),
        (json!({"items": {"nothing": {"hide": true}}}), "/overlay/items/nothing"),
        (json!({"order": {"first": ["works"]}}), "/overlay/order/first"),
        (json!({"order": {"nowhere": []}}), "/overlay/order/nowhere"),
        (json!({"add": [{"to": "hours", "item": {"id": "a", "kind": "text"}}]}), "/overlay/add/0/to"),
        (
            json!({"add": [{"to": "first", "after": "title", "item": {"id": "a", "kind": "text"}}]}),
            "/overlay/add/0/after",
        ),
    ] {
        let issues = overlaid(overlay).expect_err("refused");
        assert_eq!(issues[0].path, path);
        assert_eq!(issues[0].code.as_str(), "overlay");
    }
}

#[test]
fn an_item_that_a_rule_needs_cannot_be_hidden() {
    let mut document = definition();
    document["pages"][0]["items"][3]["when"] = json!([">", ["answer", "hours"], 20]);
    let overlay: Overlay =
        serde_json::from_value(json!({"items": {"hours": {"hide": true}}})).expect("an overlay");
    let report = Form::load(&document.to_string(), Some(&overlay)).expect_err("refused");
    assert_eq!(report.issues[0].path, "/overlay/items/hours/hide");
}

#[test]
fn rows_and_media_types_have_bounds() {
    let refused = |item: Value| {
        let definition = json!({
            "$schema": "https://guidance-forms.example/schema/definition/1", "id": "x", "version": "1.0.0",
            "pages": [{ "id": "p", "dataCategory": "basic", "audience": ["student"], "items": [item] }],
        });
        let report = Form::load(&definition.to_string(), None).err().unwrap_or_default();
        report.issues.into_iter().map(|issue| issue.path).collect::<Vec<_>>()
    };
    let rows = |least: u32, most: u32| {
        refused(json!({ "id": "rows", "kind": "repeat", "minRows": least, "maxRows": most,
            "items": [{ "id": "cell", "kind": "text" }] }))
    };
    assert_eq!(rows(1, 200), [""; 0]);
    assert_eq!(rows(1, 4_000_000_000), ["/pages/0/items/0/maxRows"]);
    assert_eq!(rows(5, 2), ["/pages/0/items/0/minRows"]);
    let accept =
        |accept: &str| refused(json!({ "id": "file", "kind": "file", "accept": [accept], "maxBytes": 10 }));
    assert_eq!(accept("application/pdf"), [""; 0]);
    for wrong in ["pdf", ".pdf", "image/*", "application/PDF", "application/"] {
        assert_eq!(accept(wrong), ["/pages/0/items/0/accept"], "{wrong}");
    }
}

#[test]
fn a_matrix_has_the_same_choices_in_every_row() {
    let refused = |items: Value| {
        let definition = json!({
            "$schema": "https://guidance-forms.example/schema/definition/1", "id": "x", "version": "1.0.0",
            "optionSets": {"ease": [{"id": "easy"}, {"id": "hard"}], "other": [{"id": "easy"}]},
            "pages": [{ "id": "p", "dataCategory": "basic", "audience": ["student"], "items": [
                {"id": "rows", "kind": "group", "layout": "matrix", "items": items}] }],
        });
        issues(&definition)
            .into_iter()
            .map(|issue| (issue.path, issue.params["found"].as_str().unwrap_or_default().to_owned()))
            .collect::<Vec<_>>()
    };
    let single = |id: &str, set: &str| json!({"id": id, "kind": "single", "optionSet": set});
    let scale = |id: &str, most: u32| json!({"id": id, "kind": "scale", "min": 0, "max": most});
    assert_eq!(refused(json!([single("a", "ease"), single("b", "ease")])), []);
    assert_eq!(refused(json!([scale("a", 10), scale("b", 10)])), []);
    let place = |found: &str| vec![("/pages/0/items/0/layout".to_owned(), found.to_owned())];
    for (second, found) in [
        (single("b", "other"), "b"),
        (scale("b", 10), "b"),
        (json!({"id": "b", "kind": "text"}), "b"),
        (json!({"id": "b", "kind": "single", "optionSet": "ease", "display": "select"}), "b"),
    ] {
        assert_eq!(refused(json!([single("a", "ease"), second])), place(found));
    }
    assert_eq!(refused(json!([scale("a", 10), scale("b", 9)])), place("b"));
    assert_eq!(refused(json!([scale("a", 11), scale("b", 11)])), place("12 choices"));
    assert_eq!(refused(json!([{"id": "a", "kind": "note"}])), place("a"));
    let (path, code, _) = one("/pages/0/items/2/layout", json!("matrix"));
    assert_eq!(
        (path.as_str(), code.as_str()),
        ("/pages/0/items/2/layout", "definition.property"),
        "rows of a repeat are no matrix"
    );
}
