//! Projection: the part of a submission that one audience may read.

use crate::form::Form;
use crate::{Answers, Audience, Submission, object};
use serde_json::Value as Json;

impl Form {
    /// The answers that an audience may read; those of items and rows inside that it may not are cut out.
    #[must_use]
    pub fn project(&self, answers: &Answers, audience: Audience) -> Answers {
        let readable = |id: &str| {
            self.find(id)
                .and_then(|index| self.nodes.get(index.0))
                .is_some_and(|node| node.audience.contains(&audience))
        };
        // A repeat is shown to whoever may read one of its columns.
        let shown = |id: &str| {
            self.find(id).is_some_and(|index| {
                self.nodes.get(index.0).is_some_and(|node| {
                    node.audience.contains(&audience)
                        || self
                            .nodes
                            .get(index.0 + 1..node.end)
                            .is_some_and(|inside| inside.iter().any(|node| node.audience.contains(&audience)))
                })
            })
        };
        let shown = answers.iter().filter(|(id, _)| shown(id));
        object(&mut shown.filter_map(|(id, answer)| {
            let is_repeat = self
                .find(id)
                .and_then(|index| self.nodes.get(index.0))
                .is_some_and(|node| node.item.kind == crate::Kind::Repeat);
            let answer = match answer {
                Json::Array(rows) if is_repeat => rows
                    .iter()
                    .map(|row| match row {
                        Json::Object(row) => Json::Object(object(
                            &mut row
                                .iter()
                                .filter(|(id, _)| readable(id))
                                .map(|(id, answer)| (id.clone(), answer.clone())),
                        )),
                        _ => Json::Null,
                    })
                    .collect(),
                _ if is_repeat => return None,
                answer => answer.clone(),
            };
            Some((id.clone(), answer))
        }))
    }

    /// A submission cut to what an audience may read: answers, computed values and texts shown.
    #[must_use]
    pub fn project_submission(&self, submission: &Submission, audience: Audience) -> Submission {
        let mut projected = submission.clone();
        projected.answers = self.project(&submission.answers, audience);
        projected.computed.retain(|id, _| {
            self.computed.iter().any(|entry| entry.id == *id && entry.audience.contains(&audience))
        });
        projected.shown.retain(|id, _| {
            self.find(id)
                .and_then(|index| self.nodes.get(index.0))
                .is_some_and(|node| node.audience.contains(&audience))
        });
        projected
    }
}
