//! Somebody at a workplace who has opened a link: no person of the portal, and a type of its own, so that no query
//! that takes a [`Caller`](crate::person::Caller) can be asked on their behalf.

/// Whose session is made from a link: it fills in one form about one student, and reads its own answers again. Made
/// from a live session of a link only.
#[derive(Debug, Clone)]
pub struct Guest {
    pub(crate) invitation: String,
    pub(crate) author: String,
    pub(crate) session: String,
    pub(crate) assignment: String,
    pub(crate) form: String,
    pub(crate) subject: String,
    pub(crate) subject_name: String,
    pub(crate) submission_id: String,
    pub(crate) name: String,
    pub(crate) workplace: String,
    pub(crate) invited_by: String,
    pub(crate) inviter: String,
    pub(crate) is_answered: bool,
    pub(crate) expires_at: i64,
    pub(crate) draft_revision: i64,
}

/// Where the pages of invitations are; the id of one follows.
const PAGES: &str = "/workplace/";

/// The invitation that a path belongs to.
#[must_use]
pub fn invitation_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("/api").unwrap_or(path).strip_prefix(PAGES)?.split('/').next()?;
    uuid::Uuid::try_parse(id).is_ok().then_some(id)
}

/// How the audit list names the role.
pub const ROLE: &str = "workplace";

impl Guest {
    /// Id of the invitation. It opens nothing.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.invitation
    }

    /// The host's reference to the author: that of their first link about this student and form. It opens nothing
    /// either: what a guest reads again hangs on the invitation.
    #[must_use]
    pub fn author(&self) -> &str {
        &self.author
    }

    /// The page of the invitation. Each has its own, so that several can be open in one browser.
    #[must_use]
    pub fn page(&self) -> String {
        format!("{PAGES}{}", self.invitation)
    }

    /// An address below `/api/` of the invitation.
    #[must_use]
    pub fn data(&self, rest: &str) -> String {
        format!("/api{PAGES}{}/{rest}", self.invitation)
    }

    /// Id of the form.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.form
    }

    /// The given name in use of the student. The family name is not told: a link that goes astray, or is passed on,
    /// would else tell that this person studies here, which is what non-disclosure (turvakielto) is to hide.
    #[must_use]
    pub fn subject_name(&self) -> &str {
        &self.subject_name
    }

    /// Whether the form has been sent.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.is_answered
    }
}
