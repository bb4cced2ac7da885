//! The whole page of results.

use super::page::Page;
use super::{ResultsEvent, ResultsProps, changes, compare, findings, header, profile, proposal};
use crate::environment::{Environment, is_right_to_left, theme};
use crate::tag::tag;
use guidance_contract::{Form, Kind, Role};
use std::rc::Rc;
use yew::{Component, Context, Html};

/// A component that draws nothing.
struct Nothing;

impl Component for Nothing {
    type Message = ();
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, _: &Context<Self>) -> Html {
        Html::default()
    }
}

impl GuidanceResults {
    /// Uses up one of the numbers that Yew gives to its trees: see the element, which must not share one with the page.
    pub fn use_up_tree(root: &web_sys::Element) {
        crate::dom::use_up_tree::<Nothing>(root, ());
    }
}

/// The root of the views of results.
pub struct GuidanceResults {
    environment: Option<Environment>,
    /// By role, where other roles were asked in other words.
    others: Vec<(Role, Environment)>,
    /// Code sets asked for.
    wanted: Vec<String>,
}

impl Component for GuidanceResults {
    type Message = ();
    type Properties = ResultsProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { environment: environment(ctx.props()), others: others(ctx.props()), wanted: Vec::new() }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &ResultsProps) -> bool {
        self.environment = environment(ctx.props());
        self.others = others(ctx.props());
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        self.want_code_sets(ctx.props());
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let Some(environment) = &self.environment else { return Html::default() };
        let page = Page { environment, others: &self.others, wording: &props.wording, view: &props.view };
        let locale = environment.texts.locale();
        tag!("div" {
            "class": "guidance-form results",
            "part": "results",
            "lang": locale.to_owned(),
            "dir": is_right_to_left(locale).then_some("rtl"),
            "data-theme": theme(props.theme),
        } [tag!("div" { "class": "results-frame" } ..content(page, props))])
    }
}

fn environment(props: &ResultsProps) -> Option<Environment> {
    Environment::of_reader(props.form.clone(), props.texts.clone(), props.code_sets.clone())
}

fn others(props: &ResultsProps) -> Vec<(Role, Environment)> {
    let others = props.texts_of_roles.iter().filter_map(|(role, texts)| {
        let environment = Environment::of_reader(props.form.clone(), texts.clone(), props.code_sets.clone())?;
        Some((*role, environment))
    });
    others.collect()
}

fn content(page: Page<'_>, props: &ResultsProps) -> Vec<Html> {
    let voices = &page.view.voices;
    let is_heard = (0..voices.len()).any(|voice| page.latest(voice).is_some());
    let mut parts = vec![header::header(page, props, !is_heard && props.proposal.is_none())];
    if !voices.is_empty() {
        parts.push(header::voices(page));
    }
    if is_heard {
        parts.extend(findings::sections(page));
        parts.extend(profile::profiles(page));
        parts.extend(compare::compare(page));
        parts.extend(changes::changes(page));
    } else if !voices.is_empty() || props.proposal.is_none() {
        let key = if voices.is_empty() { "empty" } else { "emptyWithheld" };
        parts.push(
            tag!("p" { "class": "note note-information results-empty", "part": "note" } [page.say(key)]),
        );
    }
    if let Some(part) = &props.proposal {
        parts.extend(proposal::proposal(page, part));
    }
    parts
}

impl GuidanceResults {
    /// Asks for the code sets of answers that are shown; each once.
    fn want_code_sets(&mut self, props: &ResultsProps) {
        let mut shown: Vec<(&Rc<Form>, &str)> = Vec::new();
        let findings = props.view.sections.iter().flat_map(|section| &section.findings);
        let traces = findings.flat_map(|finding| &finding.traces);
        shown.extend(traces.flat_map(|trace| &trace.grounds).map(|ground| (&props.form, ground.id.as_str())));
        shown.extend(props.view.items.iter().map(|item| (&props.form, item.item.as_str())));
        if let Some(part) = &props.proposal {
            for input in &part.view.inputs {
                let Some(form) = part.forms.get(&input.form) else { continue };
                let grounds = input.traces.iter().flat_map(|trace| &trace.trace.grounds);
                shown.extend(grounds.map(|ground| (form, ground.id.as_str())));
            }
        }
        let searches = shown.into_iter().filter_map(|(form, id)| Some((form, form.item(form.find(id)?)?)));
        // Of rows the parts are shown.
        let searches = searches.flat_map(|(form, node)| {
            let parts = node.children.iter().filter_map(|child| form.item(*child));
            std::iter::once(node).chain(parts)
        });
        for node in searches.filter(|node| node.item.kind == Kind::Search) {
            let Some(set) = &node.item.code_set else { continue };
            if !props.code_sets.has(set) && !self.wanted.contains(set) {
                self.wanted.push(set.clone());
                props.on_event.emit(ResultsEvent::CodeSetWanted(set.clone()));
            }
        }
    }
}
