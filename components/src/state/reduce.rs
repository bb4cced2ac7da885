//! The one place where the state changes.

use super::{Action, Announcement, Direction, FieldKey, Focus, FormState, Outcome, Rules, Step};
use guidance_contract::{IssueCode, Kind, Mode, Place, Severity};
use serde_json::Value as Json;

impl FormState {
    /// Takes an action. The same action on the same state always gives the same result.
    pub fn reduce(&mut self, action: Action, rules: Rules<'_>) -> Outcome {
        match action {
            Action::Type { field, text } => {
                let answer = rules.form.read_typed(field.item, &text);
                self.typed.insert(field, text);
                self.change(rules, field, answer)
            }
            Action::Choose { field, option, chosen } => self.choose(rules, field, &option, chosen),
            Action::Answer { field, answer } => {
                self.typed.remove(&field);
                self.change(rules, field, answer)
            }
            Action::Leave(field) => self.leave(rules, field),
            Action::AddRow(repeat) => match self.add_row(rules, repeat) {
                Some((row, number)) => Outcome {
                    focus: Some(Focus::Row(repeat, row)),
                    announcement: Some(Announcement::RowAdded(repeat, number)),
                    ..self.rows_changed(rules, repeat)
                },
                None => Outcome::default(),
            },
            Action::RemoveRow(repeat, row) => match self.remove_row(rules.form, repeat, row) {
                Some(place) => {
                    let neighbour = self.rows_of(repeat).get(place).or(self.rows_of(repeat).last()).copied();
                    Outcome {
                        focus: Some(neighbour.map_or(Focus::AddRow(repeat), |row| Focus::Row(repeat, row))),
                        announcement: Some(Announcement::RowRemoved(repeat, place + 1)),
                        ..self.rows_changed(rules, repeat)
                    }
                }
                None => Outcome::default(),
            },
            Action::MoveRow(repeat, row, direction) => self.moved(rules, repeat, row, direction),
            Action::GoTo(step) => {
                self.returning = None;
                self.go(rules, step)
            }
            Action::GoToField(field) => self.go_to_field(rules, field),
            Action::Next => self.next(rules),
            Action::Previous => self.previous(rules),
            Action::Submit => self.submit(rules),
            Action::Recheck => self.recheck(rules),
            Action::HostIssues(report) => {
                self.take_host_issues(rules.form, &report);
                self.check(rules);
                let wrong = report.has_errors();
                self.summary |= wrong;
                Outcome { focus: wrong.then_some(Focus::Summary), ..Outcome::default() }
            }
            Action::Restore(submission) => {
                let id = std::mem::take(&mut self.submission_id);
                *self = Self::new(rules, submission.as_deref());
                if self.submission_id.is_empty() {
                    self.submission_id = id;
                }
                Outcome { navigated: true, ..Outcome::default() }
            }
        }
    }

    fn leave(&mut self, rules: Rules<'_>, field: FieldKey) -> Outcome {
        let is_wrong = |state: &Self| state.visible_issues(rules.form).wrong.contains(&field);
        let was_wrong = is_wrong(self);
        if self.touched.insert(field, ()).is_some() {
            return Outcome { quiet: true, ..Outcome::default() };
        }
        let is_news = !was_wrong && is_wrong(self);
        Outcome { announcement: is_news.then_some(Announcement::Wrong(field)), ..Outcome::default() }
    }

    fn change(&mut self, rules: Rules<'_>, field: FieldKey, answer: Json) -> Outcome {
        let Some(place) = self.place(rules.form, field) else { return Outcome::default() };
        // A field that shows nothing wrong is left in peace until the person leaves it again.
        if self.touched.contains_key(&field) && !self.shows_errors(rules, place) {
            self.touched.remove(&field);
        }
        self.set_answer(rules.form, place, answer);
        self.host_issues.remove(&field);
        self.general_issues.clear();
        self.check(rules);
        Outcome { changed: Some(place), ..Outcome::default() }
    }

    fn shows_errors(&self, rules: Rules<'_>, place: Place) -> bool {
        self.report
            .issues
            .iter()
            .any(|issue| issue.severity == Severity::Error && rules.form.place(&issue.path) == Some(place))
    }

    fn choose(&mut self, rules: Rules<'_>, field: FieldKey, option: &str, chosen: bool) -> Outcome {
        let Some(node) = rules.form.item(field.item) else { return Outcome::default() };
        let answer = match node.item.kind {
            Kind::Multiple => {
                let place = self.place(rules.form, field);
                let old = place.and_then(|place| self.answer(rules.form, place)).and_then(Json::as_array);
                let old: Vec<&str> = old.into_iter().flatten().filter_map(Json::as_str).collect();
                let exclusive = |id: &str| node.options.iter().any(|entry| entry.id == id && entry.exclusive);
                // In the order of the options, so that the same choices are always the same answer.
                let kept = |id: &str| match id == option {
                    true => chosen,
                    false => old.contains(&id) && !(chosen && (exclusive(option) || exclusive(id))),
                };
                let list: Vec<Json> = node
                    .options
                    .iter()
                    .filter(|entry| kept(&entry.id))
                    .map(|entry| Json::String(entry.id.clone()))
                    .collect();
                if list.is_empty() { Json::Null } else { Json::Array(list) }
            }
            Kind::Scale if chosen => option.parse::<i64>().map_or(Json::Null, Json::from),
            _ if chosen && !option.is_empty() => Json::String(option.to_owned()),
            _ => Json::Null,
        };
        self.change(rules, field, answer)
    }

    fn rows_changed(&mut self, rules: Rules<'_>, repeat: guidance_contract::ItemIndex) -> Outcome {
        self.host_issues.remove(&FieldKey { item: repeat, row: None });
        self.check(rules);
        Outcome { changed: Some(Place { item: repeat, row: None }), ..Outcome::default() }
    }

    fn moved(
        &mut self,
        rules: Rules<'_>,
        repeat: guidance_contract::ItemIndex,
        row: super::RowKey,
        direction: Direction,
    ) -> Outcome {
        let Some(place) = self.move_row(rules.form, repeat, row, direction) else {
            return Outcome::default();
        };
        let last = self.rows_of(repeat).len().saturating_sub(1);
        let direction = match direction {
            Direction::Up if place == 0 => Direction::Down,
            Direction::Down if place == last => Direction::Up,
            same => same,
        };
        Outcome {
            focus: Some(Focus::MoveRow(repeat, row, direction)),
            announcement: Some(Announcement::RowMoved(repeat, place + 1)),
            ..self.rows_changed(rules, repeat)
        }
    }

    fn go(&mut self, rules: Rules<'_>, step: Step) -> Outcome {
        if !self.current_steps(rules).contains(&step) {
            return Outcome::default();
        }
        self.show(step);
        Outcome { focus: Some(Focus::Heading), navigated: true, ..Outcome::default() }
    }

    fn go_to_field(&mut self, rules: Rules<'_>, field: FieldKey) -> Outcome {
        let Some(page) = rules.form.item(field.item).map(|node| node.page) else { return Outcome::default() };
        let step = Step::Page(page);
        let elsewhere = self.step != step;
        if elsewhere {
            self.returning = (self.step == Step::Review).then_some(field);
            self.show(step);
        }
        Outcome { focus: Some(Focus::Field(field)), navigated: elsewhere, ..Outcome::default() }
    }

    fn next(&mut self, rules: Rules<'_>) -> Outcome {
        let Step::Page(page) = self.step else { return self.submit(rules) };
        self.touch_page(rules, Some(page));
        if self.wrong_fields(rules, Some(page)).iter().any(|field| !self.lacks_code_set_only(rules, *field)) {
            self.summary = true;
            return Outcome { focus: Some(Focus::Summary), ..Outcome::default() };
        }
        let steps = self.current_steps(rules);
        if let Some(field) = self.returning.take()
            && steps.contains(&Step::Review)
        {
            return Outcome { focus: Some(Focus::Change(field)), ..self.go(rules, Step::Review) };
        }
        match steps.iter().find(|step| **step > self.step) {
            Some(step) => self.go(rules, *step),
            None => self.submit(rules),
        }
    }

    /// The only thing wrong is that a code set has not come yet; that does not hold anybody up.
    fn lacks_code_set_only(&self, rules: Rules<'_>, field: FieldKey) -> bool {
        let place = self.place(rules.form, field);
        self.report
            .issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error && rules.form.place(&issue.path) == place)
            .all(|issue| issue.code == IssueCode::CodeSetMissing)
    }

    fn previous(&mut self, rules: Rules<'_>) -> Outcome {
        self.returning = None;
        let steps = self.current_steps(rules);
        match steps.iter().rev().find(|step| **step < self.step) {
            Some(step) => self.go(rules, *step),
            None => Outcome::default(),
        }
    }

    fn submit(&mut self, rules: Rules<'_>) -> Outcome {
        if rules.config.mode == Mode::Review {
            return Outcome::default();
        }
        self.check(rules);
        self.touch_page(rules, None);
        let mut errors =
            self.report.issues.iter().filter(|issue| issue.severity == Severity::Error).peekable();
        if errors.peek().is_none() {
            self.summary = false;
            self.waiting = false;
            return Outcome { submit: true, ..Outcome::default() };
        }
        if errors.all(|issue| issue.code == IssueCode::CodeSetMissing) {
            self.waiting = true;
            return Outcome::default();
        }
        self.waiting = false;
        self.summary = true;
        // Without a review page, errors of earlier pages are listed on the page where the person is.
        Outcome { focus: Some(Focus::Summary), ..Outcome::default() }
    }

    fn recheck(&mut self, rules: Rules<'_>) -> Outcome {
        self.check(rules);
        let steps = self.current_steps(rules);
        if !steps.contains(&self.step)
            && rules.config.mode == Mode::Edit
            && let Some(step) = steps.iter().rev().find(|step| **step < self.step).or(steps.first())
        {
            self.show(*step);
            return Outcome { navigated: true, ..Outcome::default() };
        }
        if self.waiting { self.submit(rules) } else { Outcome::default() }
    }
}
