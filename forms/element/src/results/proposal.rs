//! What a proposal needs to be shown: its own texts, and the forms that it looks at with theirs.

use super::loading::ResultsLoading;
use crate::loading::{Obstacle, broken, is_name, read};
use guidance_components::ProposalPart;
use guidance_contract::{
    Form, GroundSource, InputView, Issue, IssueCode, Messages, ProposalView, ProposalWording, Register,
    Report, ResultWording, Role, Table, Texts,
};
use std::rc::Rc;

/// The voice of forms whose results tell none apart, and of forms without results.
const ONE_VOICE: &str = "answers";

/// A form that a proposal looks at.
struct Source {
    form: Rc<Form>,
    texts: Rc<Texts>,
    /// For roles that were asked in other words.
    texts_of_roles: Vec<(Role, Rc<Texts>)>,
    /// Names of voices and measures, where the grounds name any.
    wording: Option<Rc<ResultWording>>,
}

impl ResultsLoading {
    /// The proposal with all that it needs.
    pub(super) fn proposal(
        &mut self,
        view: &ProposalView,
        locales: &[String],
        interface: &Result<Vec<Messages>, Obstacle>,
    ) -> Result<ProposalPart, Obstacle> {
        if !is_name(&view.id) {
            return Err(nameless("/proposal/id", &view.id));
        }
        let wording = self.base.first(&["proposals/", &view.id, "."].concat(), locales, read);
        let interface = interface.as_ref().map(Vec::as_slice).unwrap_or_default();
        let mut sources: Vec<(&str, Result<Source, Obstacle>)> = Vec::new();
        // Of an input that nobody has answered nothing is shown but its name: its form may not even be shipped.
        let answered = view.inputs.iter().filter(|input| !input.traces.is_empty() && is_name(&input.form));
        for id in answered.map(|input| input.form.as_str()) {
            // Each asks for its files before any is waited for.
            if !sources.iter().any(|(other, _)| *other == id) {
                sources.push((id, self.source(id, view, locales, interface)));
            }
        }
        let mut part = ProposalPart {
            view: Rc::new(view.clone()),
            wording: Rc::new(ProposalWording::new(wording?)),
            forms: Table::new(),
            texts: Table::new(),
            texts_of_roles: Table::new(),
            wordings: Table::new(),
        };
        for (id, source) in sources {
            let Source { form, texts, texts_of_roles, wording } = source?;
            part.forms.insert(id.to_owned(), form);
            part.texts.insert(id.to_owned(), texts);
            part.texts_of_roles.insert(id.to_owned(), texts_of_roles);
            if let Some(wording) = wording {
                part.wordings.insert(id.to_owned(), wording);
            }
        }
        Ok(part)
    }

    fn source(
        &mut self,
        id: &str,
        view: &ProposalView,
        locales: &[String],
        interface: &[Messages],
    ) -> Result<Source, Obstacle> {
        let inputs = || view.inputs.iter().filter(|input| input.form == id);
        let texts = |messages| Rc::new(Texts::new(messages, interface.to_vec()));
        let form = self.other(id);
        let messages = self.base.shipped_messages(id, None, locales);
        let results = inputs()
            .any(speaks_of_results)
            .then(|| self.base.first(&["forms/", id, "/results."].concat(), locales, read));
        let form = form?;
        let mut texts_of_roles: Vec<(Role, Rc<Texts>)> = Vec::new();
        for role in inputs().flat_map(|input| &input.traces).map(|source| source.role) {
            let Some(variant) = form.variant(role) else { continue };
            if texts_of_roles.iter().any(|(other, _)| *other == role) {
                continue;
            }
            match self.base.shipped_messages(id, Some(variant), locales) {
                Ok(messages) => texts_of_roles.push((role, texts(messages))),
                Err(Obstacle::Awaited) => return Err(Obstacle::Awaited),
                // Then in the words for everyone.
                Err(Obstacle::Failed { .. }) => {}
            }
        }
        let wording = results.transpose()?;
        let wording = wording.map(|texts| Rc::new(ResultWording::new(texts, Register::Counsellor)));
        Ok(Source { texts: texts(messages?), form, texts_of_roles, wording })
    }

    /// Compiles another form.
    fn other(&mut self, id: &str) -> Result<Rc<Form>, Obstacle> {
        if let Some(form) = self.others.get(id) {
            return Ok(Rc::clone(form));
        }
        let name = ["forms/", id, "/definition.json"].concat();
        let definition = self.base.file(&name, true)?;
        let form = Rc::new(Form::load(&definition, None).map_err(|report| broken(report, &name))?);
        self.others.insert(id.to_owned(), Rc::clone(&form));
        Ok(form)
    }
}

/// An id becomes part of an address, and this one must not.
fn nameless(pointer: &str, found: &str) -> Obstacle {
    let issue = Issue::error(pointer, IssueCode::Shape);
    let issues = vec![issue.with("found", found).with("expected", "an id: letters, digits and hyphens")];
    broken(Report { issues }, "config")
}

/// Whether the grounds of an input name voices or measures, which only the texts of results name.
fn speaks_of_results(input: &InputView) -> bool {
    !input.counted.is_empty()
        || input.traces.iter().any(|source| {
            source.voice_id != ONE_VOICE
                || source.trace.grounds.iter().any(|ground| ground.source == GroundSource::Measure)
        })
}
