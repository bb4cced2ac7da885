//! Projection: the part of a submission that one audience may read.

use crate::form::{Form, ItemNode};
use crate::{Answers, Audience, Kind, Submission};
use serde_json::Value as Json;

impl Form {
    /// The answers that an audience may read; those of items and rows inside that it may not are cut out.
    #[must_use]
    pub fn project(&self, answers: &Answers, audience: Audience) -> Answers {
        let mut shown = Answers::new();
        for (id, answer) in answers {
            let Some((index, node)) = self.node(id) else { continue };
            let readable = node.audience.contains(&audience);
            let answer = match answer {
                // A repeat is shown to whoever may read one of its columns.
                Json::Array(rows) if node.item.kind == Kind::Repeat => {
                    let inside = self.nodes.get(index + 1..node.end).unwrap_or_default();
                    if !readable && !inside.iter().any(|node| node.audience.contains(&audience)) {
                        continue;
                    }
                    Json::Array(self.project_rows(rows, audience))
                }
                answer if readable && node.item.kind != Kind::Repeat => answer.clone(),
                _ => continue,
            };
            shown.insert(id.clone(), answer);
        }
        shown
    }

    fn project_rows(&self, rows: &[Json], audience: Audience) -> Vec<Json> {
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = Answers::new();
            for (id, answer) in row.as_object().into_iter().flatten() {
                if self.is_readable(id, audience) {
                    cells.insert(id.clone(), answer.clone());
                }
            }
            shown.push(if row.is_object() { Json::Object(cells) } else { Json::Null });
        }
        shown
    }

    fn node(&self, id: &str) -> Option<(usize, &ItemNode)> {
        let index = self.find(id)?.0;
        Some((index, self.nodes.get(index)?))
    }

    fn is_readable(&self, id: &str, audience: Audience) -> bool {
        self.node(id).is_some_and(|(_, node)| node.audience.contains(&audience))
    }

    /// A submission cut to what an audience may read: answers, computed values and texts shown.
    #[must_use]
    pub fn project_submission(&self, submission: &Submission, audience: Audience) -> Submission {
        let mut projected = submission.clone();
        projected.answers = self.project(&submission.answers, audience);
        projected.computed.retain(|id, _| {
            self.computed.iter().any(|entry| entry.id == *id && entry.audience.contains(&audience))
        });
        projected.shown.retain(|id, _| self.is_readable(id, audience));
        projected
    }
}
