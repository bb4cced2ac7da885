//! What views may know of a form's rules beforehand.

use guidance_contract::{Form, ItemIndex};
use serde_json::{Value, json};

fn form(items: &Value, last: &Value, checks: &Value) -> Form {
    let definition = json!({
        "$schema": "https://guidance-forms.example/schema/definition/1", "id": "trial", "version": "1.0.0",
        "optionSets": {"yesNo": [{"id": "yes"}, {"id": "no"}]},
        "pages": [
            {"id": "first", "dataCategory": "basic", "audience": ["student"], "items": items},
            {"id": "last", "when": last, "dataCategory": "basic", "audience": ["student"], "items": [{"id": "end", "kind": "text"}]}
        ],
        "computed": [{"id": "helps", "value": ["=", ["answer", "works"], "yes"], "dataCategory": "basic", "audience": ["student"]}],
        "checks": checks
    });
    Form::load(&definition.to_string(), None).unwrap_or_else(|report| panic!("{report:?}"))
}

fn item(form: &Form, id: &str) -> ItemIndex {
    form.find(id).expect("an item")
}

#[test]
fn what_is_still_to_come_hangs_on_answers_from_here_on() {
    let items = json!([
        {"id": "name", "kind": "text"},
        {"id": "works", "kind": "single", "optionSet": "yesNo"},
        {"id": "note", "kind": "note", "when": ["=", ["answer", "name"], "Aino"]},
        {"id": "hours", "kind": "number", "when": ["=", ["answer", "works"], "yes"]},
        {"id": "town", "kind": "text"}
    ]);
    let open = |form: &Form| {
        ["name", "works", "hours", "town", "end"].map(|id| form.may_change_after(item(form, id)))
    };
    let always = json!(["not", ["flag", "short"]]);
    assert_eq!(open(&form(&items, &always, &json!([]))), [true, true, false, false, false]);
    let town = json!(["filled", ["answer", "town"]]);
    assert_eq!(open(&form(&items, &town, &json!([]))), [true, true, true, true, false]);
    let computed = form(&items, &json!(["computed", "helps"]), &json!([]));
    assert_eq!(open(&computed), [true, true, false, false, false], "a computed value hangs on its answers");
    let note = computed.item(item(&computed, "note")).expect("a node");
    assert!(note.hangs_on(&|item| computed.find("name") == Some(item)));
    assert!(!note.hangs_on(&|item| computed.find("works") == Some(item)));
}

#[test]
fn answers_of_which_one_is_needed_are_alternatives() {
    let items = json!([
        {"id": "works", "kind": "single", "optionSet": "yesNo"},
        {"id": "phone", "kind": "text"}, {"id": "email", "kind": "text"},
        {"id": "start", "kind": "number"}, {"id": "stop", "kind": "number"}
    ]);
    let found = |fails: Value, severity: &str| {
        let checks = json!([{"id": "rule", "at": "phone", "severity": severity, "fails": fails}]);
        let form = form(&items, &json!(["not", ["flag", "short"]]), &checks);
        form.items()
            .filter(|(_, node)| node.is_alternative)
            .map(|(_, node)| node.item.id.clone())
            .collect::<Vec<_>>()
    };
    let filled = |id: &str| json!(["filled", ["answer", id]]);
    let both = ["phone".to_owned(), "email".to_owned()];
    assert_eq!(found(json!(["not", ["any", filled("phone"), filled("email")]]), "error"), both);
    let under =
        json!(["all", ["=", ["answer", "works"], "yes"], ["not", filled("phone")], ["not", filled("email")]]);
    assert_eq!(found(under.clone(), "error"), both);
    assert_eq!(found(under, "warning"), [""; 0], "a warning asks for nothing");
    assert_eq!(found(json!(["<", ["answer", "stop"], ["answer", "start"]]), "error"), [""; 0]);
    let one = json!(["all", filled("works"), ["not", filled("stop")]]);
    assert_eq!(found(one, "error"), [""; 0], "one alone is no alternative");
}
