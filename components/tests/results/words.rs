//! Texts of the page in every language, and what findings say.

use super::support::{LOCALES, draw, eetu, file, form, proposal, props, rounds, submission, texts_of};
use guidance_contract::{Audience, Document, Messages};
use std::collections::BTreeSet;

/// Most words of a sentence in plain Finnish.
const PLAIN_WORDS: usize = 12;

fn page_texts(locale: &str) -> Messages {
    Messages::parse(&file(&format!("interface/results/{locale}.json"))).expect("messages")
}

#[test]
fn every_language_has_every_text() {
    let keys = |locale| page_texts(locale).interface.keys().cloned().collect::<BTreeSet<String>>();
    let english = keys("en");
    for locale in LOCALES {
        let texts = page_texts(locale);
        assert_eq!((texts.form.as_str(), texts.locale.as_str()), ("guidance", locale));
        assert_eq!(keys(locale), english, "{locale}");
        let parameters = |text: &str| {
            let names = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            names.map(str::to_owned).collect::<BTreeSet<String>>()
        };
        for (key, text) in texts.interface.iter() {
            assert!(!text.trim().is_empty() && text.trim() == text, "{locale}: {key}");
            let in_english = page_texts("en").interface.get(key).map(|text| parameters(text));
            assert_eq!(Some(parameters(text)), in_english, "{locale}: {key}");
            for sentence in text.split_inclusive(['.', '?', '!', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(locale != "fi-x-selko" || words <= PLAIN_WORDS, "{key}: {sentence}");
            }
        }
    }
}

#[test]
fn what_both_pages_say_is_said_in_the_same_words() {
    for locale in LOCALES {
        let own = Messages::parse(&file(&format!("interface/{locale}.json"))).expect("messages");
        for (key, text) in page_texts(locale).interface.iter() {
            if !key.starts_with("results.") {
                assert_eq!(own.interface.get(key), Some(text), "{locale}: {key}");
            }
        }
    }
}

#[tokio::test]
async fn no_key_is_shown_in_place_of_a_text() {
    for locale in LOCALES {
        for audience in [Audience::Student, Audience::Counsellor] {
            let (rating, initial) = (form("workReadiness"), form("initial"));
            let mut of_rating = eetu(&rating);
            of_rating.extend(rounds(&rating, 3));
            let of_initial = [submission(&initial, "rojin", "student-1", "")];
            let mut with_proposal = props(rating, &of_rating, audience, locale);
            with_proposal.proposal = Some(proposal(locale, None));
            for props in [
                with_proposal,
                props(initial, &of_initial, audience, locale),
                props(form("initial"), &[], audience, locale),
            ] {
                for text in texts_of(&draw(props).await) {
                    assert!(!text.starts_with("results.") && !text.contains("{subject}"), "{locale}: {text}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_finding_tells_where_it_comes_from() {
    let initial = form("initial");
    let own = submission(&initial, "eetu", "student-1", "");
    let props = props(initial, &[own], Audience::Counsellor, "en");
    let (view, texts) = (props.view.clone(), props.texts.clone());
    let html = draw(props).await;
    let drawn: Vec<&str> = html.split("<li class=\"finding\"").skip(1).collect();
    let findings: Vec<_> = view.sections.iter().flat_map(|section| &section.findings).collect();
    assert_eq!(drawn.len(), findings.len());
    for (html, finding) in drawn.iter().zip(findings) {
        let said = texts_of(html);
        assert!(said.contains(&"Where does this come from?".to_owned()), "{}", finding.id);
        for ground in finding.traces.iter().flat_map(|trace| &trace.grounds) {
            let label = texts.label(&ground.id).text.to_owned();
            assert!(said.contains(&label), "{}: {label}", finding.id);
        }
    }
}

#[tokio::test]
async fn own_words_and_rows_are_shown_at_once() {
    let initial = form("initial");
    let own = submission(&initial, "eetu", "student-1", "");
    let html = draw(props(initial, &[own], Audience::Student, "fi")).await;
    let quotes: Vec<String> = html
        .split("class=\"quote-words\"")
        .skip(1)
        .flat_map(|rest| texts_of(rest).into_iter().take(1))
        .collect();
    for expected in [
        "Tarkkuus puutöissä",
        "Oppimisen vaikeudet",
        "Osaan tehdä puusta. Lukeminen ja pitkät ohjeet ovat vaikeita.",
    ] {
        assert!(quotes.iter().any(|text| text == expected), "{expected}: {quotes:?}");
    }
}

#[tokio::test]
async fn findings_say_who_speaks_when_several_do() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let html = draw(props(rating.clone(), &submissions, Audience::Student, "en")).await;
    let body = html.split("<li class=\"finding\"").find(|finding| finding.contains("Body and physical work"));
    let said = texts_of(body.expect("a finding"));
    for name in ["You", "Teacher", ", L. Kallio", "Workplace", ", Antti Haapa"] {
        assert!(said.contains(&name.to_owned()), "{name}: {said:?}");
    }
    let alone = draw(props(rating, &submissions[..1], Audience::Student, "en")).await;
    assert!(!alone.contains("finding-voices"), "nobody is told apart from nobody");
}
