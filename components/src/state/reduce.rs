//! The one place where the state changes.

use super::{Action, Announcement, Direction, FieldKey, Focus, FormState, Outcome, Rules, Step, Stop};
use guidance_contract::{IssueCode, Kind, Mode, Pacing, Place, Severity};
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
                let stops = self.current_stops(rules);
                self.go(stops.iter().find(|stop| stop.step == step))
            }
            Action::GoToField(field) => self.go_to_field(rules, field),
            Action::Next => self.next(rules),
            Action::Previous => self.previous(rules),
            Action::Submit => self.submit(rules),
            Action::Pace(paced) => self.pace(rules, paced),
            Action::Pause(paused) => {
                self.paused = paused;
                let focus = Some(if paused { Focus::Break } else { Focus::Pause });
                Outcome { focus, paused: Some(paused), ..Outcome::default() }
            }
            Action::Recheck => self.recheck(rules),
            Action::HostIssues(report) => {
                self.take_host_issues(rules.form, &report);
                self.check(rules);
                let wrong = report.has_errors();
                // Where one question is shown at a time, it is the first that the host finds fault with.
                let first = self.first_host_error().filter(|_| self.paced);
                let navigated = first.is_some_and(|field| self.bring(rules, field));
                self.summary |= wrong;
                Outcome { focus: wrong.then_some(Focus::Summary), navigated, ..Outcome::default() }
            }
            Action::Restore(submission) => {
                let id = std::mem::take(&mut self.submission_id);
                let paced = self.paced;
                *self = Self::new(rules, submission.as_deref());
                if paced != self.paced {
                    self.paced = paced;
                    self.open(rules, submission.is_some());
                }
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

    fn go(&mut self, stop: Option<&Stop>) -> Outcome {
        let Some(stop) = stop else { return Outcome::default() };
        self.show(stop);
        Outcome { focus: Some(Focus::Heading), navigated: true, ..Outcome::default() }
    }

    fn go_to_field(&mut self, rules: Rules<'_>, field: FieldKey) -> Outcome {
        let navigated = self.bring(rules, field);
        Outcome { focus: Some(Focus::Field(field)), navigated, ..Outcome::default() }
    }

    /// Shows the place where a field is asked, and says whether that is another one than before. From the review page
    /// the way leads back there afterwards.
    fn bring(&mut self, rules: Rules<'_>, field: FieldKey) -> bool {
        let stops = self.current_stops(rules);
        let Some(stop) = stops.iter().find(|stop| stop.holds(rules.form, field.item)) else { return false };
        if (stop.step, stop.question) == (self.step, self.question) {
            return false;
        }
        self.returning = (self.step == Step::Review).then_some(field);
        self.show(stop);
        true
    }

    fn next(&mut self, rules: Rules<'_>) -> Outcome {
        let stop = match self.stop(rules) {
            Some(stop) if self.step != Step::Review => stop,
            _ => return self.submit(rules),
        };
        self.touch(rules, Some(&stop));
        if self.is_wrong(rules, &stop) {
            self.summary = true;
            return Outcome { focus: Some(Focus::Summary), ..Outcome::default() };
        }
        let stops = self.current_stops(rules);
        let review = stops.last().filter(|stop| stop.step == Step::Review);
        if let Some(field) = self.returning.take()
            && review.is_some()
        {
            return Outcome { focus: Some(Focus::Change(field)), ..self.go(review) };
        }
        match stops.get(self.place_among(&stops) + 1) {
            Some(stop) => self.go(Some(stop)),
            None => self.submit(rules),
        }
    }

    fn previous(&mut self, rules: Rules<'_>) -> Outcome {
        self.returning = None;
        let stops = self.current_stops(rules);
        self.go(self.place_among(&stops).checked_sub(1).and_then(|place| stops.get(place)))
    }

    /// Another pace: at the same page, and there at the first question that still waits for an answer.
    fn pace(&mut self, rules: Rules<'_>, paced: bool) -> Outcome {
        self.paced = paced;
        let stops = self.current_stops(rules);
        let here = || stops.iter().filter(|stop| stop.step == self.step);
        if let Some(stop) = here().find(|stop| !self.is_done(rules, stop)).or(here().next()) {
            self.question = stop.question;
        }
        self.summary = false;
        Outcome { navigated: true, announcement: Some(Announcement::Paced), ..Outcome::default() }
    }

    fn submit(&mut self, rules: Rules<'_>) -> Outcome {
        if rules.config.mode == Mode::Review {
            return Outcome::default();
        }
        self.check(rules);
        self.touch(rules, None);
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
        self.paced = match rules.config.pacing {
            Pacing::Page => false,
            Pacing::Question => true,
            Pacing::Choice => self.paced,
        };
        let stop = self.stop(rules).filter(|_| rules.config.mode == Mode::Edit);
        if let Some(stop) = stop.filter(|stop| (stop.step, stop.question) != (self.step, self.question)) {
            self.show(&stop);
            return Outcome { navigated: true, ..Outcome::default() };
        }
        if self.waiting { self.submit(rules) } else { Outcome::default() }
    }
}
