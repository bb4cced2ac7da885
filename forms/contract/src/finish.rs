//! From answers to the finished submission that a sender makes of them.

use crate::{Answers, Context, Form, Status, Submission, Texts, schema_address};

impl Form {
    /// The finished submission of answers given on the context's day: active answers only, with what the form
    /// computes and evidence of the texts shown. Its id, subject and author are the sender's to fill in.
    #[must_use]
    pub fn finish(&self, answers: &Answers, context: &Context, texts: &Texts) -> Submission {
        let evaluation = self.evaluate(answers, context);
        Submission {
            schema: schema_address("submission"),
            id: String::new(),
            definition: self.reference().clone(),
            status: Status::Submitted,
            locale: texts.locale().to_owned(),
            answered_on: context.today.to_string(),
            role: context.role,
            subject: None,
            author: None,
            answers: self.active_answers(answers, context),
            computed: evaluation.computed(),
            shown: self.shown(&evaluation, texts),
        }
    }
}
