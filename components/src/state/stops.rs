//! Stops: what is shown at a time, a page or one question of it.

#[cfg(test)]
mod tests;

use super::{FormState, Rules, Step};
use guidance_contract::{Evaluation, Form, ItemIndex, ItemNode, Kind, Place};

/// What is shown at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// The page that it is of, or the review page.
    pub step: Step,
    /// What it asks; nothing when the whole page is shown. On a page without questions its first note.
    pub question: Option<ItemIndex>,
    /// The question and the notes that stand with it.
    pub items: Vec<ItemIndex>,
}

impl Stop {
    /// Whether an item is asked here.
    #[must_use]
    pub fn holds(&self, form: &Form, item: ItemIndex) -> bool {
        if form.item(item).is_none_or(|node| self.step != Step::Page(node.page)) {
            return false;
        }
        let mut next = Some(item);
        while let Some(item) = next {
            if self.question.is_none() || self.items.contains(&item) {
                return true;
            }
            // Of a matrix each row is a question of its own.
            next = parent(form, item).filter(|(_, parent)| !parent.is_matrix()).map(|(item, _)| item);
        }
        false
    }

    /// Whether an item on the page, or a row of a matrix, is drawn here.
    #[must_use]
    pub fn shows(&self, form: &Form, item: ItemIndex) -> bool {
        let Some(question) = self.question else { return true };
        self.items.contains(&item) || self.is_row_of(form, question, item)
    }

    /// Whether a row of this matrix is asked here by itself.
    #[must_use]
    pub fn is_single_row(&self, form: &Form, matrix: ItemIndex) -> bool {
        self.question.is_some_and(|question| self.is_row_of(form, question, matrix))
    }

    fn is_row_of(&self, form: &Form, question: ItemIndex, matrix: ItemIndex) -> bool {
        parent(form, question).is_some_and(|(item, _)| item == matrix)
    }
}

fn parent(form: &Form, item: ItemIndex) -> Option<(ItemIndex, &ItemNode)> {
    let parent = form.item(item)?.parent?;
    Some((parent, form.item(parent)?))
}

impl FormState {
    /// What is shown one after the other for these answers, in order.
    #[must_use]
    pub fn stops(&self, rules: Rules<'_>, evaluation: &Evaluation<'_>) -> Vec<Stop> {
        let mut stops = Vec::new();
        for step in self.steps(rules, evaluation) {
            match step {
                Step::Page(page) if self.paced => add_questions(rules.form, evaluation, page, &mut stops),
                _ => stops.push(Stop { step, question: None, items: Vec::new() }),
            }
        }
        stops
    }

    /// Number of what is shown now among the stops. When that is gone, of what follows it on its page, or stands
    /// before it.
    #[must_use]
    pub fn place_among(&self, stops: &[Stop]) -> usize {
        let follows = |stop: &Stop| stop.step == self.step && stop.question >= self.question;
        let before = || stops.iter().rposition(|stop| stop.step <= self.step);
        stops.iter().position(follows).or_else(before).unwrap_or_default()
    }

    /// The stops for the answers now.
    #[must_use]
    pub fn current_stops(&self, rules: Rules<'_>) -> Vec<Stop> {
        self.stops(rules, &rules.form.evaluate(&self.answers, rules.context))
    }

    /// What is shown now.
    pub(super) fn stop(&self, rules: Rules<'_>) -> Option<Stop> {
        let stops = self.current_stops(rules);
        let place = self.place_among(&stops);
        stops.into_iter().nth(place)
    }

    pub(super) fn show(&mut self, stop: &Stop) {
        if let Step::Page(page) = stop.step {
            self.visited.insert(page, ());
        }
        self.step = stop.step;
        self.question = stop.question;
        self.summary = false;
    }

    /// Where somebody goes on with answers from before: at the first place where something is missing or wrong, as far
    /// as they had come, else where they had come to.
    pub(super) fn place_to_go_on(&self, rules: Rules<'_>, stops: &[Stop]) -> usize {
        let Some(last) = stops.iter().rposition(|stop| self.is_answered(rules.form, stop)) else { return 0 };
        let next = (last + 1).min(stops.len() - 1);
        let wrong = stops.iter().take(next + 1).position(|stop| self.is_wrong(rules, stop));
        let is_review = stops.get(next).is_some_and(|stop| stop.step == Step::Review);
        wrong.unwrap_or(if self.paced || is_review { next } else { last })
    }

    /// Whether the person has left nothing to do at a stop.
    pub(super) fn is_done(&self, rules: Rules<'_>, stop: &Stop) -> bool {
        self.is_answered(rules.form, stop) && !self.is_wrong(rules, stop)
    }

    fn is_answered(&self, form: &Form, stop: &Stop) -> bool {
        form.items().any(|(item, node)| self.answers.contains_key(&node.item.id) && stop.holds(form, item))
    }
}

/// The questions of a page. A note stands with the question after it; when it says something of the answer before,
/// or when nothing follows, with the question before.
fn add_questions(form: &Form, evaluation: &Evaluation<'_>, page: usize, stops: &mut Vec<Stop>) {
    let step = Step::Page(page);
    let start = stops.len();
    let mut notes = Vec::new();
    for item in form.pages().get(page).map_or(&[][..], |page| &page.items) {
        let Some(node) = form.item(*item) else { continue };
        if !evaluation.is_active(Place { item: *item, row: None }) {
            continue;
        }
        let mut questions = Vec::new();
        asked(form, evaluation, *item, node, &mut questions);
        if questions.is_empty() {
            match stops.get_mut(start..).and_then(<[Stop]>::last_mut) {
                Some(stop) if notes.is_empty() && node.hangs_on(&|item| stop.holds(form, item)) => {
                    stop.items.push(*item);
                }
                _ => notes.push(*item),
            }
            continue;
        }
        for question in questions {
            let mut items = std::mem::take(&mut notes);
            items.push(question);
            stops.push(Stop { step, question: Some(question), items });
        }
        if node.is_matrix()
            && let Some(stop) = stops.last_mut()
        {
            // What is wrong with the whole is told at its last question.
            stop.items.push(*item);
        }
    }
    match stops.get_mut(start..).and_then(<[Stop]>::last_mut) {
        Some(stop) => stop.items.append(&mut notes),
        None => stops.push(Stop { step, question: notes.first().copied(), items: notes }),
    }
}

/// What an item on a page asks: itself, each row of a matrix, or nothing.
fn asked(
    form: &Form,
    evaluation: &Evaluation<'_>,
    item: ItemIndex,
    node: &ItemNode,
    found: &mut Vec<ItemIndex>,
) {
    if node.item.kind != Kind::Group {
        found.extend(node.item.kind.has_answer().then_some(item));
        return;
    }
    for child in &node.children {
        if evaluation.is_active(Place { item: *child, row: None })
            && let Some(node) = form.item(*child)
        {
            asked(form, evaluation, *child, node, found);
        }
    }
    if !node.is_matrix() && !found.is_empty() {
        found.clear();
        found.push(item);
    }
}
