//! From state to submission.

use super::{FormState, Rules};
use guidance_contract::{Status, Submission, Texts, schema_address};

impl FormState {
    /// Everything typed so far.
    #[must_use]
    pub fn draft(&self, rules: Rules<'_>, texts: &Texts) -> Submission {
        let evaluation = rules.form.evaluate(&self.answers, rules.context);
        Submission {
            schema: schema_address("submission"),
            id: self.submission_id.clone(),
            definition: rules.form.reference().clone(),
            status: Status::Draft,
            locale: texts.locale().to_owned(),
            answered_on: rules.context.today.to_string(),
            role: rules.context.role,
            subject: rules.config.subject.clone(),
            author: rules.config.author.clone(),
            answers: self.answers.clone(),
            computed: evaluation.computed(),
            shown: Default::default(),
        }
    }

    /// The finished submission: active answers only, with evidence of the texts shown.
    #[must_use]
    pub fn submission(&self, rules: Rules<'_>, texts: &Texts) -> Submission {
        Submission {
            id: self.submission_id.clone(),
            subject: rules.config.subject.clone(),
            author: rules.config.author.clone(),
            ..rules.form.finish(&self.answers, rules.context, texts)
        }
    }
}
