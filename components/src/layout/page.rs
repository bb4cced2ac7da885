//! One page: heading, introduction and items.

use super::{place_text, say_step};
use crate::environment::{Environment, Parts, words};
use crate::field::{FieldView, Part, Row, Shown, columns, group, repeat};
use crate::markdown::markdown;
use crate::state::{FieldKey, FormState, Step, Stop, VisibleIssues};
use crate::tag::{Extras, list, tag};
use guidance_contract::{Evaluation, ItemIndex, ItemNode, Kind, Place, Table};
use serde_json::Value as Json;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::Html;

/// Id of the heading that takes the focus when a page is shown.
pub(crate) const HEADING: &str = "page-heading";

/// A list of items is long when it has more than this many.
const LONG: usize = 48;
/// How many items of a long list stand in one run.
const RUN: usize = 24;

/// What the fields of a page show at the moment: what has not changed is not drawn again.
pub(crate) type FieldViews = RefCell<Table<FieldKey, Rc<FieldView>>>;

/// What a page is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Drawing<'a> {
    /// Rules, texts and where actions go.
    pub(crate) environment: &'a Environment,
    /// Answers and where the person is.
    pub(crate) state: &'a FormState,
    /// What the rules make of the answers.
    pub(crate) evaluation: &'a Evaluation<'a>,
    /// Issues that are shown.
    pub(crate) visible: &'a VisibleIssues,
    /// What was drawn before.
    pub(crate) views: &'a FieldViews,
    /// How many more fields may be drawn now; those left over follow soon.
    pub(crate) budget: &'a Cell<usize>,
    /// The pages.
    pub(crate) steps: &'a [Step],
    /// What is shown one after the other.
    pub(crate) stops: &'a [Stop],
    /// What is shown now.
    pub(crate) stop: Option<&'a Stop>,
}

/// A page of the definition.
pub(crate) fn page(drawing: Drawing<'_>, number: usize) -> Html {
    let environment = drawing.environment;
    let Some(node) = environment.form.pages().get(number) else { return Html::default() };
    let place = drawing.state.place_among(drawing.stops);
    let Some(stop) = drawing.stop else { return Html::default() };
    let items: Vec<ItemIndex> =
        node.items.iter().copied().filter(|item| stop.shows(&environment.form, *item)).collect();
    let items = drawing.items(&items, None);
    // What is said of the page is said once.
    let is_first = place
        .checked_sub(1)
        .and_then(|before| drawing.stops.get(before))
        .is_none_or(|before| before.step != stop.step);
    let introduction = environment.texts.page(&node.id, |page| &page.introduction).filter(|_| is_first);
    let class = if stop.question.is_some() { "page page-question" } else { "page" };
    let page = tag!("div" { "class": class, "part": "page" } [
        heading(if stop.question.is_some() {
            let place = place_text(environment, drawing.state, drawing.stops);
            list(vec![
                tag!("span" { "class": "page-place" } [words(&place)]),
                tag!("span" { "class": "page-of" } [words(" – "), say_step(environment, stop.step)]),
            ])
        } else {
            list(vec![say_number(drawing), say_step(environment, stop.step)])
        }),
        match introduction {
            Some(text) => tag!("div" { "class": "introduction" } [markdown(environment, text)]),
            None => Html::default(),
        },
        if items.is_empty() {
            tag!("p" { "class": "empty" } [environment.say("page.empty")])
        } else {
            Html::default()
        },
        tag!("div" { "class": "items" } ..items),
    ]);
    let key = match stop.question {
        Some(question) => [&node.id, "-", environment.item_id(question)].concat(),
        None => node.id.clone(),
    };
    page.keyed(key)
}

/// "Step 2 of 9: " before the title of a page, for those who do not see the list of steps.
pub(crate) fn say_number(drawing: Drawing<'_>) -> Html {
    let environment = drawing.environment;
    if drawing.steps.len() < 2 {
        return Html::default();
    }
    tag!("span" { "class": "visually-hidden" } [words(&number_of(environment, place_of(drawing.state, drawing.steps), drawing.steps.len(), ""))])
}

/// "Step 2 of 9: Contact details".
pub(super) fn number_of(environment: &Parts, place: usize, count: usize, title: &str) -> String {
    let (number, count) = ((place + 1).to_string(), count.to_string());
    environment.filled("page.step", &[("number", &number), ("count", &count), ("title", title)])
}

/// Number from 0 of the step that is shown.
pub(super) fn place_of(state: &FormState, steps: &[Step]) -> usize {
    steps.iter().position(|step| *step == state.step).unwrap_or_default()
}

/// The heading of a page, which takes the focus when the page is shown.
pub(crate) fn heading(title: Html) -> Html {
    tag!("h2" { "class": "page-heading", "part": "page-heading", "id": HEADING, "tabindex": "-1" } [title])
}

impl Drawing<'_> {
    /// The active items among some, in order. Each has a key, so that fields stay when others come and go. The fields
    /// of a long list stand in runs; which run a field is in does not depend on answers, so that none ever moves.
    fn items(self, items: &[ItemIndex], row: Option<usize>) -> Vec<Html> {
        let is_long = items.len() > LONG;
        let mut drawn = Vec::new();
        let mut run = Vec::new();
        let mut start = 0;
        for (number, item) in items.iter().enumerate() {
            let place = Place { item: *item, row };
            let Some(node) = self.environment.form.item(*item) else { continue };
            let is_container = matches!(node.item.kind, Kind::Group | Kind::Repeat);
            if is_container || number - start == RUN {
                end_run(&mut run, start, &mut drawn);
                start = number;
            }
            if self.budget.get() == 0 || !self.evaluation.is_active(place) {
                continue;
            }
            let Some(key) = self.state.field_at(&self.environment.form, place) else { continue };
            if is_container {
                drawn.extend(self.container(node, key, place));
                continue;
            }
            let field = self.field(node, key, place);
            if is_long {
                run.push(field);
            } else {
                let key = field.key_text();
                drawn.push(Part::Field(field).keyed(key));
            }
        }
        end_run(&mut run, start, &mut drawn);
        drawn
    }

    fn container(self, node: &ItemNode, key: FieldKey, place: Place) -> Option<Html> {
        let environment = self.environment;
        let issues = self.visible.of(key);
        if node.item.kind == Kind::Group {
            let mut children: &[ItemIndex] = &node.children;
            let question = self.stop.filter(|stop| stop.is_single_row(&environment.form, place.item));
            let single = question.and_then(|stop| stop.question);
            if let Some(question) = &single {
                children = std::slice::from_ref(question);
            }
            let items = self.items(children, place.row);
            if items.is_empty() {
                return None;
            }
            let columns =
                if node.is_matrix() && single.is_none() { self.columns(node, place.row) } else { Vec::new() };
            let may_leave_out = |item: &ItemIndex| {
                let is_alternative = environment.form.item(*item).is_some_and(|node| node.is_alternative);
                !is_alternative && !self.evaluation.is_required(Place { item: *item, row: place.row })
            };
            let is_optional = node.children.iter().all(may_leave_out);
            return Some(group(environment, place, issues, columns, is_optional, items));
        }
        let keys = self.state.rows_of(place.item).iter().enumerate();
        let rows = keys.map(|(row, key)| Row {
            key: *key,
            items: tag!("div" { "class": "items" } ..self.items(&node.children, Some(row))),
        });
        let required = self.evaluation.is_required(place);
        Some(repeat(environment, place.item, required, issues, rows.collect()))
    }

    /// The choices of a matrix, which stand once above its rows. None when the ends of a scale are worded in another way in
    /// some row: then each row says its own.
    fn columns(self, node: &ItemNode, row: Option<usize>) -> Vec<Html> {
        let environment = self.environment;
        let place = |item: &ItemIndex| Place { item: *item, row };
        let mut rows = node.children.iter().filter(|item| self.evaluation.is_active(place(item)));
        let Some((first, node)) = rows.next().and_then(|item| Some((item, environment.form.item(*item)?)))
        else {
            return Vec::new();
        };
        let ends = |item: &ItemIndex| {
            let item = environment.item_id(*item);
            let text = |part| environment.texts.item(item, part).map(|text| text.text);
            (text(|item| &item.min_label), text(|item| &item.max_label))
        };
        if rows.any(|item| ends(item) != ends(first)) {
            return Vec::new();
        }
        columns(environment, node, &|option| self.evaluation.is_offered(place(first), option))
    }

    /// What a field shows: the same view as before, unless something of it has changed.
    fn field(self, node: &ItemNode, key: FieldKey, place: Place) -> Rc<FieldView> {
        self.budget.set(self.budget.get() - 1);
        let is_conditional = node.options.iter().any(guidance_contract::OptionNode::is_conditional);
        let offered = is_conditional.then(|| {
            let offered = node.options.iter().filter(|option| self.evaluation.is_offered(place, &option.id));
            offered.map(|option| option.id.clone()).collect()
        });
        let shown = Shown {
            environment: self.environment,
            key,
            place,
            typed: self.state.typed(key),
            answer: self.evaluation.answer(place).unwrap_or(&Json::Null),
            required: self.evaluation.is_required(place),
            issues: self.visible.of(key),
            offered,
        };
        let mut views = self.views.borrow_mut();
        match views.get(&key) {
            Some(view) if shown.is(view) => view.clone(),
            _ => {
                let view = shown.view();
                views.insert(key, view.clone());
                view
            }
        }
    }
}

fn end_run(run: &mut Vec<Rc<FieldView>>, start: usize, drawn: &mut Vec<Html>) {
    if !run.is_empty() {
        drawn.push(Part::Run(std::mem::take(run)).keyed("run-".to_owned() + &start.to_string()));
    }
}
