//! The proposal with its whole trace.

use super::support::{draw, eetu, form, proposal, props, texts_of};
use guidance_contract::{Audience, Decision, GroundSource};

fn decision() -> Decision {
    Decision {
        value: "AB".to_owned(),
        reason: "Rinnalla selvitetään Kelan tuki.".to_owned(),
        by: "kallio".to_owned(),
        on: "2026-10-20".to_owned(),
    }
}

async fn drawn(decision: Option<Decision>) -> (String, guidance_components::ProposalPart) {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let mut props = props(rating, &submissions, Audience::Counsellor, "en");
    let part = proposal("en", decision);
    props.proposal = Some(part.clone());
    let html = draw(props).await;
    let at = html.find("results-section proposal").expect("a proposal");
    (html[at..].to_owned(), part)
}

#[tokio::test]
async fn the_trace_is_complete() {
    let (html, part) = drawn(None).await;
    let said = texts_of(&html);
    let has = |text: &str| said.iter().any(|found| found == text);
    assert!(has("Not validated, not a decision") && has("Nothing has been decided yet."));
    for rule in &part.view.rules {
        assert!(has(part.wording.rule(&rule.id).text) && has(part.wording.outcome(&rule.outcome).text));
    }
    let holds = part.view.rules.iter().filter(|rule| rule.holds).count();
    assert_eq!(said.iter().filter(|text| *text == "Holds").count(), holds);
    assert_eq!(said.iter().filter(|text| *text == "Does not hold").count(), part.view.rules.len() - holds);
    for input in &part.view.inputs {
        assert!(has(part.wording.input(&input.id).text), "{}", input.id);
        let texts = part.texts.get(&input.form).expect("texts");
        for trace in &input.traces {
            for ground in &trace.trace.grounds {
                let label = match ground.source {
                    GroundSource::Measure => {
                        part.wordings.get(&input.form).map(|words| words.measure(&ground.id))
                    }
                    _ => Some(texts.label(&ground.id)),
                };
                let label = label.expect("a label").text;
                assert!(has(label), "{}: {label}", input.id);
            }
        }
    }
    // An option in its own words, a truth value, a number, and something counted.
    for text in ["I want to move to working life", "Yes", "6", "1", "Coping and change", "5.10.2026"] {
        assert!(has(text), "{text}: {said:?}");
    }
    let missing = html.split("missing-list").nth(1).expect("a list of what is missing");
    assert_eq!(part.view.missing, ["interrupted"]);
    assert!(texts_of(missing).first().is_some_and(|text| text == "Why earlier studies were interrupted"));
}

#[tokio::test]
async fn what_people_decided_stands_beside_what_was_proposed() {
    let (html, part) = drawn(Some(decision())).await;
    let said = texts_of(&html);
    for text in ["Path A: open labour market", "A and B in parallel", "Rinnalla selvitetään Kelan tuki."] {
        assert!(said.contains(&text.to_owned()), "{text}");
    }
    assert!(said.contains(&"kallio, 20.10.2026".to_owned()));
    assert_eq!(part.view.outcome, "A", "what was proposed stays what it was");
}

#[tokio::test]
async fn of_a_form_that_is_not_at_hand_ids_are_shown() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let mut props = props(rating, &submissions, Audience::Counsellor, "en");
    let mut part = proposal("en", None);
    part.forms.clear();
    part.texts.clear();
    part.wordings.clear();
    props.proposal = Some(part);
    let html = draw(props).await;
    let at = html.find("results-section proposal").expect("a proposal");
    let said = texts_of(&html[at..]);
    assert!(said.contains(&"careerAim".to_owned()) && said.contains(&"work".to_owned()), "{said:?}");
}

#[tokio::test]
async fn others_are_shown_no_proposal() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let html = draw(props(rating, &submissions, Audience::Student, "en")).await;
    assert!(!html.contains("proposal"), "{html}");
}
