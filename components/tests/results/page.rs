//! Charts with their tables, and what stands around them.

use super::support::{
    cells_of, draw, eetu, form, later, opened, props, rounds, section_of, submission, texts_of, view,
};
use guidance_contract::{Audience, Direction};

#[tokio::test]
async fn every_measure_is_in_the_table_behind_the_toggle() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let props = props(rating, &submissions, Audience::Counsellor, "en");
    let view = props.view.clone();
    let wording = props.wording.clone();
    let html = draw(props).await;
    assert!(!html.contains("<details open"), "everything is closed at first");
    for (number, group) in view.groups.iter().enumerate() {
        let profile = section_of(&html, "results-section profile", number);
        assert!(profile.contains("<details class=\"as-table\""), "{profile}");
        for id in &group.measures {
            let measure = view.measures.iter().find(|measure| measure.id == *id).expect("a measure");
            let cells = cells_of(profile, wording.measure(id).text);
            assert_eq!(cells.len(), view.voices.len() + 1, "{id}");
            for value in &measure.values {
                let figure = value.value.expect("a number").to_string();
                let texts = texts_of(&cells[value.voice]);
                assert!(texts.contains(&figure), "{id}: {texts:?} has no {figure}");
                let band = wording.band("support", value.band.as_deref().expect("a band")).text;
                assert!(texts.iter().any(|text| text == band), "{id}: {texts:?}");
            }
            let gaps = texts_of(&cells[view.voices.len()]).join(" ");
            for gap in &measure.gaps {
                let name = view.voices[gap.voice].name.as_deref().expect("a name");
                assert!(gaps.contains(name), "{id}: {gaps}");
            }
        }
    }
}

#[tokio::test]
async fn every_round_is_in_the_table_of_changes() {
    let rating = form("workReadiness");
    let submissions = rounds(&rating, 6);
    let props = props(rating, &submissions, Audience::Counsellor, "en");
    let (view, wording) = (props.view.clone(), props.wording.clone());
    let html = draw(props).await;
    let changes = section_of(&html, "results-section changes", 0);
    for measure in &view.measures {
        let cells = cells_of(changes, wording.measure(&measure.id).text);
        assert_eq!(cells.len(), 6 + 2, "six rounds, since the last time, since the first");
        for value in &measure.values {
            let figure = value.value.expect("a number").to_string();
            assert!(texts_of(&cells[value.round]).contains(&figure), "{}: {figure}", measure.id);
        }
        let last = measure.changes.iter().find(|change| (change.from, change.to) == (4, 5));
        let key = match last.expect("a change").direction {
            Direction::Higher => "changeHigher",
            Direction::Same => "changeSame",
            Direction::Lower => "changeLower",
        };
        let said = wording.note(key).text.to_owned();
        assert!(texts_of(&cells[6]).contains(&said), "{}", measure.id);
    }
    // One point for each round in each picture.
    let pictures = changes.matches("class=\"spark\"").count();
    assert_eq!(changes.matches("class=\"point voice-0\"").count(), 6 * pictures);
}

#[tokio::test]
async fn a_student_sees_words_and_no_numbers() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let html = draw(props(rating, &submissions, Audience::Student, "en")).await;
    let days = ["5.10.2026", "7.10.2026", "12.10.2026"];
    for text in texts_of(&html) {
        let has_digit = text.chars().any(|character| character.is_ascii_digit());
        let is_count = text.trim().starts_with("Compared over");
        assert!(!has_digit || is_count || days.contains(&text.trim()), "{text}");
    }
    assert!(html.contains("Some support") && html.contains("Thinks that this goes better."));

    let rating = form("workReadiness");
    let submissions = rounds(&rating, 6);
    let html = draw(props(rating, &submissions, Audience::Student, "en")).await;
    assert!(!html.contains("class=\"figure\"") && html.contains("Goes better than before."), "{html}");
}

#[tokio::test]
async fn bands_are_as_wide_without_numbers_and_to_scale_with_them() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    for (audience, limits) in [(Audience::Student, vec![]), (Audience::Counsellor, vec![2.0, 3.0])] {
        let view = view(&rating, &submissions, audience);
        assert_eq!((&view.measures[0].limits, view.phase.as_deref()), (&limits, Some("ratingPhase")));
    }
    let student = draw(props(rating.clone(), &submissions, Audience::Student, "en")).await;
    let counsellor = draw(props(rating, &submissions, Audience::Counsellor, "en")).await;
    // The second band of three stands in its middle; 2.5 on a scale from 1 to 4 as well.
    for html in [&student, &counsellor] {
        assert!(html.contains("x2=\"50.0%\" y1=\"50%\""), "{html}");
    }
    // 2.8 is further on for those who see it.
    assert!(counsellor.contains("x2=\"60.0%\"") && !student.contains("x2=\"60.0%\""));
}

#[tokio::test]
async fn what_was_not_calculated_says_so() {
    let rating = form("workReadiness");
    let mut own = submission(&rating, "eetu", "student-1", "");
    for item in ["rhythm1", "rhythm2", "rhythm3"] {
        own.answers.remove(item);
    }
    let html = draw(props(rating, &[own], Audience::Student, "en")).await;
    let profile = section_of(&html, "results-section profile", 0);
    let note = "Not calculated, because there are too few answers.";
    let cells = cells_of(profile, "Time and routine");
    let texts = texts_of(&cells[0]);
    assert!(texts.contains(&note.to_owned()), "{texts:?}");
    assert!(texts.contains(&"I arrive at the agreed time".to_owned()), "what is missing is said: {texts:?}");
    let row = profile.split("<li class=\"measure\"").nth(1).expect("the first measure");
    assert!(row.contains(note) && !row.contains("class=\"stem"), "{row}");
}

#[tokio::test]
async fn the_page_knows_a_language_that_is_written_from_right_to_left() {
    let rating = form("workReadiness");
    let submissions = eetu(&rating);
    let html = draw(props(rating, &submissions, Audience::Counsellor, "ar")).await;
    assert!(html.contains("lang=\"ar\" dir=\"rtl\"") && html.contains("<span lang=\"en\">"), "{html}");
}

#[tokio::test]
async fn pictures_have_names_and_nothing_is_styled_in_place() {
    let rating = form("workReadiness");
    let mut submissions = eetu(&rating);
    let again = later(&submissions[0], "2026-11-20", "end", 1);
    submissions.push(again);
    let html = draw(props(rating, &submissions, Audience::Counsellor, "fi")).await;
    assert!(!html.contains(" style="), "{html}");
    for picture in html.split("role=\"img\"").skip(1) {
        let name = picture.strip_prefix(" aria-label=\"").and_then(|rest| rest.split('"').next());
        assert!(name.is_some_and(|name| name.len() > 5), "{}", &picture[..80]);
    }
    // Decimals are written with a comma.
    assert!(html.contains(">2,8<") && !html.contains(">2.8<"));
}

#[tokio::test]
async fn headings_are_an_outline() {
    let rating = form("workReadiness");
    let mut submissions = eetu(&rating);
    submissions.extend(rounds(&form("workReadiness"), 3));
    let html = draw(props(rating, &submissions, Audience::Counsellor, "sv")).await;
    let levels: Vec<usize> = opened(&html).filter_map(|tag| tag.strip_prefix('h')?.parse().ok()).collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{levels:?}");
    }
}

#[tokio::test]
async fn differences_worth_a_talk_are_marked() {
    let rating = form("workReadiness");
    let mut submissions = eetu(&rating);
    let again = later(&submissions[0], "2026-11-20", "end", 1);
    submissions.push(again);
    let props = props(rating, &submissions, Audience::Counsellor, "en");
    let talk = |measure: &&guidance_contract::MeasureView| measure.gaps.iter().any(|gap| gap.talk);
    let expected = props.view.measures.iter().filter(talk).count();
    let html = draw(props).await;
    assert!(expected > 0);
    let compare = section_of(&html, "results-section compare", 0);
    assert_eq!(compare.matches("domain domain-talk").count(), expected);
    assert_eq!(texts_of(compare).iter().filter(|text| *text == "Talk about this").count(), expected);
    // What each voice answered stands behind the toggle, in the words of the options.
    assert!(compare.contains("I arrive at the agreed time") && compare.contains("Usually works"));
}

#[tokio::test]
async fn nothing_yet_and_nothing_shared_are_said_kindly() {
    let html = draw(props(form("workReadiness"), &[], Audience::Student, "en")).await;
    let notice = "This is not a test or a diagnosis.";
    assert!(html.contains(notice) && html.contains("There is nothing to show yet."), "{html}");
    assert!(!html.contains("results-section") && !html.contains("action-print"));

    let rating = form("workReadiness");
    let mut teacher = submission(&rating, "eetuTeacher", "kallio", "");
    teacher.answers.insert("canShareWithStudent".to_owned(), "no".into());
    let html = draw(props(rating.clone(), &[teacher.clone()], Audience::Student, "en")).await;
    assert!(html.contains(notice) && html.contains("once it has been discussed with you"), "{html}");
    assert!(!html.contains("<svg") && !html.contains("Kallio") && !html.contains("class=\"finding\""));

    // Beside the student's own answers a withheld voice is named, and heard nowhere.
    let own = submission(&rating, "eetu", "student-1", "");
    let html = draw(props(rating, &[own, teacher], Audience::Student, "en")).await;
    assert!(html.contains("once it has been discussed with you"));
    assert!(!html.contains("voice-1 ") && html.matches("class=\"stem voice-1\"").count() == 0, "{html}");
}

#[tokio::test]
async fn an_alert_stands_out_only_when_there_is_one() {
    let initial = form("initial");
    let urgent = submission(&initial, "urgentHelp", "student-1", "");
    let html = draw(props(initial.clone(), &[urgent], Audience::Student, "en")).await;
    assert_eq!(html.matches("results-alert").count(), 1);
    let eetu = submission(&initial, "eetu", "student-1", "");
    let html = draw(props(initial, &[eetu], Audience::Student, "en")).await;
    assert!(!html.contains("results-alert") && !html.contains("Get help now"));
}
