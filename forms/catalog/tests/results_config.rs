//! Views on their way from a server to a page: written, read by both readers, and the same again.

use guidance_contract::{Audience, Document, Form, Results, ResultsConfig, Submission};
use guidance_forms::{FORMS, ShippedForm};
use serde_json::{Value, json};

/// What every series of a form sends, as one person's.
fn submissions(shipped: &ShippedForm, form: &Form) -> Vec<Submission> {
    let series = shipped.series.iter().filter_map(|(name, _)| shipped.submissions(form, name, "student-1"));
    series.flatten().collect()
}

#[test]
fn a_view_is_the_same_after_the_way_and_as_the_one_made_in_the_browser() {
    let mut views = 0;
    for shipped in FORMS.iter().filter(|form| form.results.is_some()) {
        let form = Form::load(shipped.definition, None).expect("a form");
        let results = Results::load(shipped.results.expect("results"), &form).expect("results");
        let submissions = submissions(shipped, &form);
        for audience in [Audience::Student, Audience::Counsellor, Audience::Teacher, Audience::Office] {
            let made = ResultsConfig {
                submissions: Some(submissions.clone()),
                audience: Some(audience),
                ..ResultsConfig::default()
            };
            assert!(made.check(&form).is_empty());
            let view = made.view(Some(&results), &form).expect("a view");
            let text = serde_json::to_string(&json!({ "view": view })).expect("JSON");
            let own = ResultsConfig::parse(&text).unwrap_or_else(|report| panic!("{report:#?}"));
            let derived: ResultsConfig = serde_json::from_str(&text).expect("serde's reader");
            assert_eq!(own, derived);
            assert!(own.check(&form).is_empty());
            assert_eq!(own.view(None, &form), Some(view));
            assert_eq!(serde_json::to_string(&json!({ "view": own.view })).expect("JSON"), text);
            views += 1;
        }
    }
    assert!(views >= 8);
}

#[test]
fn a_config_that_cannot_be_shown_says_why() {
    let form = Form::load(FORMS[0].definition, None).expect("a form");
    let view = json!({"form": "other", "version": "9.0.0", "audience": "student", "numbers": false, "voices": [],
        "groups": [], "measures": [], "items": [], "sections": []});
    let places = |config: Value| {
        let config = ResultsConfig::parse(&config.to_string()).expect("a config");
        config.check(&form).issues.into_iter().map(|issue| issue.path).collect::<Vec<_>>()
    };
    assert_eq!(places(json!({})), [""]);
    assert_eq!(places(json!({"view": view})), ["/view/form", "/view/version"]);
    assert_eq!(places(json!({"submissions": []})), ["/audience"]);
    assert_eq!(places(json!({"submissions": [], "view": view})), ["/submissions"]);
    assert!(places(json!({"submissions": [], "audience": "student"})).is_empty());
    assert_eq!(ResultsConfig::parse(r#"{"view": {}}"#).expect_err("a report").issues.len(), 9);
}
