//! The proposal for staff: what the rules propose, everything that led there, and what people decided.

use super::grounds::{self, Source};
use super::page::{Page, day};
use super::{ProposalPart, fold, mark};
use crate::environment::{Environment, words};
use crate::markdown::markdown;
use crate::tag::{list, tag};
use guidance_contract::{Decision, GroundSource, InputView, RuleView, SourceTrace, Texts, json_text};
use serde_json::Value as Json;
use std::rc::Rc;
use yew::Html;

/// The proposal; its title and notice stand in the header when it is shown alone.
pub(super) fn proposal(page: Page<'_>, part: &ProposalPart) -> Option<Html> {
    let (view, wording) = (&part.view, &part.wording);
    let inputs = view.inputs.iter().map(|input| self::input(page, part, input));
    let inputs: Vec<Html> = inputs.collect();
    let heading = if page.view.voices.is_empty() {
        vec![tag!("h2" { "class": "visually-hidden" } [page.say("proposed")])]
    } else {
        vec![
            tag!("h2" { "class": "results-heading", "part": "results-heading" } [page.said(wording.title())]),
            tag!("p" { "class": "note note-warning notice", "part": "note" } [page.said(wording.notice())]),
            match wording.introduction() {
                Some(text) => {
                    tag!("div" { "class": "results-introduction" } [markdown(page.environment, text)])
                }
                None => Html::default(),
            },
        ]
    };
    Some(tag!("section" { "class": "results-section proposal", "part": "proposal" } [
        list(heading),
        outcome(page, part),
        decision(page, part, view.decision.as_ref()),
        missing(page, part),
        tag!("h3" { "class": "domain-heading" } [page.say("inputs")]),
        tag!("ul" { "class": "inputs" } ..inputs),
        tag!("h3" { "class": "domain-heading" } [page.say("rules")]),
        tag!("ol" { "class": "rules" } ..view.rules.iter().map(|rule| self::rule(page, part, rule)).collect()),
    ]))
}

/// What is proposed, by which rule, and that nobody has decided it.
fn outcome(page: Page<'_>, part: &ProposalPart) -> Html {
    let (view, wording) = (&part.view, &part.wording);
    tag!("div" { "class": "outcome" } [
        tag!("p" { "class": "outcome-label" } [page.say("proposed")]),
        tag!("p" { "class": "outcome-text" } [page.said(wording.outcome(&view.outcome))]),
        if view.validated {
            Html::default()
        } else {
            tag!("p" { "class": "unvalidated" } [page.say("unvalidated")])
        },
        match &view.rule {
            Some(rule) => tag!("p" { "class": "outcome-rule" } [page.said(wording.rule(rule))]),
            None => tag!("p" { "class": "outcome-rule" } [page.said(wording.note("otherwise"))]),
        },
    ])
}

fn decision(page: Page<'_>, part: &ProposalPart, decision: Option<&Decision>) -> Html {
    let wording = &part.wording;
    let heading = tag!("h3" { "class": "domain-heading" } [page.said(wording.note("decision"))]);
    let Some(decision) = decision else {
        return tag!("div" { "class": "decision" } [
            heading,
            tag!("p" { "class": "empty" } [page.said(wording.note("noDecision"))]),
        ]);
    };
    let by = [&decision.by, ", ", &day(&decision.on)].concat();
    tag!("div" { "class": "decision decision-made" } [
        heading,
        tag!("p" { "class": "outcome-text" } [page.said(wording.outcome(&decision.value))]),
        tag!("p" { "class": "decision-reason" } [
            tag!("span" { "class": "label" } [page.said(wording.note("reason"))]),
            tag!("span" { "class": "decision-words" } [words(&decision.reason)]),
        ]),
        tag!("p" { "class": "results-hint" } [words(&by)]),
    ])
}

/// What is not known: it made nothing true.
fn missing(page: Page<'_>, part: &ProposalPart) -> Html {
    let (view, wording) = (&part.view, &part.wording);
    let heading = tag!("h3" { "class": "domain-heading" } [page.say("missingInputs")]);
    if view.missing.is_empty() {
        return tag!("div" { "class": "missing-inputs" } [
            heading,
            tag!("p" { "class": "empty" } [page.said(wording.note("noneMissing"))]),
        ]);
    }
    let entries = view.missing.iter().map(|input| tag!("li" {} [page.said(wording.input(input))]));
    tag!("div" { "class": "missing-inputs" } [
        heading,
        tag!("p" {} [page.said(wording.note("missing"))]),
        tag!("ul" { "class": "missing-list" } ..entries.collect()),
    ])
}

/// A rule that was looked at.
fn rule(page: Page<'_>, part: &ProposalPart, rule: &RuleView) -> Html {
    let wording = &part.wording;
    let inputs = rule.inputs.iter().map(|input| tag!("li" {} [page.said(wording.input(input))]));
    tag!("li" { "class": if rule.holds { "rule rule-holds" } else { "rule" } } [
        tag!("p" { "class": "rule-state" } [
            if rule.holds { mark::tick() } else { mark::dash() },
            page.said(wording.note(if rule.holds { "holds" } else { "fails" })),
        ]),
        tag!("p" { "class": "rule-text" } [page.said(wording.rule(&rule.id))]),
        tag!("p" { "class": "rule-outcome" } [page.said(wording.outcome(&rule.outcome))]),
        fold::fold("fold", page.say("ruleInputs"), wording.rule(&rule.id).text, vec![
            tag!("ul" { "class": "value-list" } ..inputs.collect())
        ]),
    ])
}

/// An input with its value, and who answered what.
fn input(page: Page<'_>, part: &ProposalPart, input: &InputView) -> Html {
    let wording = &part.wording;
    let environment = environment(page, part, &input.form);
    let is_known = environment.is_some();
    let own = environment.as_ref().unwrap_or(page.environment);
    let number = |number: f64| page.number(number);
    let source = Source {
        environment: own,
        wording: part.wordings.get(&input.form).map(|wording| &**wording),
        measured: &|_| None,
        is_known,
        number: &number,
    };
    let traces = input.traces.iter().map(|found| trace(page, part, source, input, found));
    let mut grounds: Vec<Html> = traces.collect();
    if !input.counted.is_empty() {
        let counted = input.counted.iter().map(|id| {
            let measure = source.wording.map(|wording| wording.measure(id));
            let known = measure.filter(|text| !text.locale.is_empty());
            tag!("li" {} [page.said(known.unwrap_or_else(|| own.texts.label(id)))])
        });
        grounds.insert(
            0,
            tag!("div" { "class": "missing" } [
                tag!("p" { "class": "missing-heading" } [page.said(wording.note("counted"))]),
                tag!("ul" {} ..counted.collect()),
            ]),
        );
    }
    let label = wording.input(&input.id);
    tag!("li" { "class": "input-entry" } [
        tag!("p" { "class": "input-label" } [page.said(label)]),
        tag!("p" { "class": "input-value" } [input_value(page, part, source, input)]),
        if grounds.is_empty() {
            Html::default()
        } else {
            fold::fold("fold", page.note("grounds"), label.text, grounds)
        },
    ])
}

/// The value of an input in words: its own, those of the option that was chosen, or as it is.
fn input_value(page: Page<'_>, part: &ProposalPart, source: Source<'_>, input: &InputView) -> Html {
    let Some(found) = &input.value else {
        return tag!("span" { "class": "not-answered" } [page.said(part.wording.note("noValue"))]);
    };
    let key = found.as_str().map_or_else(|| json_text(found), str::to_owned);
    if let Some(text) = part.wording.value(&input.id, &key) {
        return page.said(text);
    }
    let grounds = input.traces.iter().flat_map(|trace| &trace.trace.grounds);
    let mut same = grounds
        .filter(|ground| ground.source == GroundSource::Answer && ground.value.as_ref() == Some(found));
    let item = same.next().filter(|_| source.is_known && !matches!(found, Json::Bool(_)));
    match item.and_then(|ground| source.environment.form.find(&ground.id)) {
        Some(item) => grounds::answer(source.environment, item, found),
        None => grounds::plain(source, found),
    }
}

fn trace(
    page: Page<'_>,
    part: &ProposalPart,
    source: Source<'_>,
    input: &InputView,
    found: &SourceTrace,
) -> Html {
    let others = part.texts_of_roles.get(&input.form).map(Vec::as_slice).unwrap_or_default();
    let texts = others.iter().find(|(role, _)| *role == found.role).map(|(_, texts)| texts);
    let own = texts.and_then(|texts| environment_with(page, part, &input.form, texts));
    let source = Source { environment: own.as_deref().unwrap_or(source.environment), ..source };
    let voice = source.wording.map(|wording| wording.voice(&found.voice_id));
    let voice = voice.filter(|text| !text.locale.is_empty());
    let form = part.texts.get(&input.form).map(|texts| texts.title());
    tag!("div" { "class": "trace" } [
        tag!("p" { "class": "trace-voice" } [
            match voice {
                Some(voice) => tag!("span" { "class": "voice-name" } [page.said(voice)]),
                None => Html::default(),
            },
            tag!("span" { "class": "day" } [words(&day(&found.date))]),
            match form {
                Some(title) => tag!("span" { "class": "phase" } [page.said(title)]),
                None => Html::default(),
            },
        ]),
        grounds::grounds(source, &found.trace.grounds),
        grounds::missing(source.environment, page.note("missing"), &found.trace.missing),
    ])
}

/// What the answers to a form are read with; nothing when it is not at hand.
fn environment(page: Page<'_>, part: &ProposalPart, form: &str) -> Option<Environment> {
    environment_with(page, part, form, part.texts.get(form)?)
}

fn environment_with(
    page: Page<'_>,
    part: &ProposalPart,
    form: &str,
    texts: &Rc<Texts>,
) -> Option<Environment> {
    Environment::of_reader(part.forms.get(form)?.clone(), texts.clone(), page.environment.code_sets.clone())
}
