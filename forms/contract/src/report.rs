//! The report: an ordered list of issues, the same from loading, browser and server.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Ordered issues; empty when all is well.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Report {
    /// In the order of the definition.
    pub issues: Vec<Issue>,
}

impl Report {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }

    /// Whether an issue is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// Adds an error with what was found at a place and what to write there instead.
    #[inline(never)]
    pub(crate) fn refuse(&mut self, path: &str, code: IssueCode, found: &str, expected: &str) {
        self.push(Issue::refusal(path, code, found, expected));
    }

    /// Adds an issue.
    pub fn push(&mut self, issue: Issue) {
        self.issues.push(issue);
    }
}

/// One finding about one place. Never finished text: that is made in the view, by locale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Issue {
    /// JSON Pointer (RFC 6901) into the document, such as `/answers/educations/0/endYear`.
    pub path: String,
    /// What is wrong.
    pub code: IssueCode,
    /// How bad it is.
    pub severity: Severity,
    /// Facts for the text, such as `{"max": 100}`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub params: Map<String, Value>,
}

impl Issue {
    /// An error at `path`.
    #[must_use]
    pub fn error(path: impl Into<String>, code: IssueCode) -> Self {
        Self { path: path.into(), code, severity: Severity::Error, params: Map::new() }
    }

    /// The same issue with another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same issue with one more fact.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<Value>) -> Self {
        self.with_value(name, value.into())
    }

    #[inline(never)]
    fn with_value(mut self, name: &str, value: Value) -> Self {
        self.params.insert(name.to_owned(), value);
        self
    }

    /// An error with what was found at a place and what to write there instead. Not inlined: documents are refused for
    /// seventy reasons.
    #[inline(never)]
    pub(crate) fn refusal(path: &str, code: IssueCode, found: &str, expected: &str) -> Self {
        Self::error(path, code).with("found", found).with("expected", expected)
    }
}

/// How bad an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The submission is refused.
    Error,
    /// Sent all the same; somebody should look.
    Warning,
    /// Good to know.
    Information,
}

impl Severity {
    /// Name in documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        }
    }
}

macro_rules! issue_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What an issue is about. Closed and documented; the text of a code is `issue.<code>` of the
        /// engine's messages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum IssueCode {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $name,)+
        }

        impl IssueCode {
            /// Every code, in the order of the reference page.
            pub const ALL: &[IssueCode] = &[$(IssueCode::$name,)+];

            /// The code as it stands in a report.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(IssueCode::$name => $code,)+ }
            }

            /// What it is about, for the reference page.
            #[cfg(feature = "schema")]
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(IssueCode::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

issue_codes! {
    // Answers.
    /// A required answer is missing.
    Required = "required",
    /// The value has another JSON type than the item's. Params: `expected`.
    ValueType = "value.type",
    /// The value is right but not in its stored form. Params: `expected`.
    ValueNotCanonical = "value.notCanonical",
    /// An answer to an item that does not exist.
    ValueUnknown = "value.unknown",
    /// An answer to an item that is not active.
    ValueInactive = "value.inactive",
    /// The text is too short. Params: `min`, `length`.
    TextTooShort = "text.tooShort",
    /// The text is too long. Params: `max`, `length`.
    TextTooLong = "text.tooLong",
    /// The text holds control characters.
    TextControl = "text.control",
    /// The free text seems to hold an identity code; a warning.
    TextIdentityCode = "text.identityCode",
    /// Not an e-mail address.
    Email = "format.email",
    /// Not a phone number.
    Phone = "format.phone",
    /// Not an identity code: form, date or check character. Params: `reason`.
    IdentityCode = "format.identityCode",
    /// An identity code of the test range 900–999.
    IdentityCodeSynthetic = "format.identityCodeSynthetic",
    /// Not a business id.
    BusinessId = "format.businessId",
    /// Not a postal code.
    PostalCode = "format.postalCode",
    /// Not an account number.
    Iban = "format.iban",
    /// Not an object identifier.
    Oid = "format.oid",
    /// Not a number.
    Number = "number.format",
    /// Too many decimals. Params: `decimals`.
    NumberDecimals = "number.decimals",
    /// Below the least value. Params: `min`.
    NumberTooSmall = "number.tooSmall",
    /// Above the greatest value. Params: `max`.
    NumberTooLarge = "number.tooLarge",
    /// Not a date that exists. Params: `precision`.
    Date = "date.format",
    /// Before the earliest day. Params: `earliest`.
    DateTooEarly = "date.tooEarly",
    /// After the latest day. Params: `latest`.
    DateTooLate = "date.tooLate",
    /// Not one of the options.
    Option = "option.unknown",
    /// An option that stands alone was chosen with others. Params: `option`.
    OptionExclusive = "option.exclusive",
    /// Too few chosen. Params: `min`.
    TooFewSelected = "selected.tooFew",
    /// Too many chosen. Params: `max`.
    TooManySelected = "selected.tooMany",
    /// The same thing twice.
    Duplicate = "selected.duplicate",
    /// Not a code of the code set. Params: `codeSet`.
    Code = "code.unknown",
    /// The code set is not at hand, so the answer cannot be checked. Params: `codeSet`.
    CodeSetMissing = "code.setMissing",
    /// A file of a type that is not allowed. Params: `name`.
    FileType = "file.type",
    /// A file that is too large. Params: `name`, `max`.
    FileTooLarge = "file.tooLarge",
    /// A file without content. Params: `name`.
    FileEmpty = "file.empty",
    /// Too many files. Params: `max`.
    TooManyFiles = "file.tooMany",
    /// The content of a file is missing or not what the submission says. Params: `name`.
    FileContent = "file.content",
    /// Too few rows. Params: `min`.
    TooFewRows = "rows.tooFew",
    /// Too many rows. Params: `max`.
    TooManyRows = "rows.tooMany",
    /// A rule of the form does not hold. Params: `check`.
    Check = "check",
    /// A locked prefilled answer was changed.
    PrefillLocked = "prefill.locked",
    /// A computed value is not what the rules give.
    Computed = "computed.mismatch",
    // The submission as a whole.
    /// Answers to another form, version or overlay. Params: `expected`, `found`.
    DefinitionMismatch = "submission.definition",
    /// The id is not a UUID.
    SubmissionId = "submission.id",
    /// A draft was sent as a submission.
    SubmissionStatus = "submission.status",
    /// `answeredOn` is not today. Params: `expected`, `found`.
    SubmissionDate = "submission.date",
    /// The role, subject or author is not the one that the host knows.
    SubmissionPerson = "submission.person",
    /// The hash of a text shown is missing or unknown.
    SubmissionShown = "submission.shown",
    // Documents that cannot be loaded.
    /// Not JSON. Params: `found`, `line`, `column`.
    Json = "document.json",
    /// JSON of another shape than the document's. Params: `found`, `expected`.
    Shape = "document.shape",
    /// The contract's major version is unknown. Params: `found`, `expected`.
    ContractVersion = "document.contract",
    /// An id that is not allowed. Params: `found`, `expected`.
    Id = "definition.id",
    /// An id that is used twice. Params: `found`.
    IdDuplicate = "definition.idDuplicate",
    /// A property that the kind does not have. Params: `found`, `kind`.
    Property = "definition.property",
    /// A property that the kind needs. Params: `expected`, `kind`.
    PropertyMissing = "definition.propertyMissing",
    /// A value that is not allowed here. Params: `found`, `expected`.
    PropertyValue = "definition.propertyValue",
    /// A reference to something that does not exist. Params: `found`, `expected`.
    Reference = "definition.reference",
    /// No function of this name. Params: `found`, `expected`.
    ExpressionFunction = "expression.function",
    /// An argument too many or too few. Params: `found`, `expected`.
    ExpressionArguments = "expression.arguments",
    /// An expression of another type. Params: `found`, `expected`.
    ExpressionType = "expression.type",
    /// A condition that is always or never true. Params: `found`.
    ExpressionConstant = "expression.constant",
    /// A condition that depends on itself. Params: `found`.
    ExpressionCycle = "expression.cycle",
    /// An overlay that makes a form laxer, or that changes what is not there. Params: `found`, `expected`.
    Overlay = "overlay",
    // Limits.
    /// The document is too large. Params: `max`, `found`.
    LimitBytes = "limit.bytes",
    /// The document is nested too deeply. Params: `max`.
    LimitDepth = "limit.depth",
    /// Too many of something. Params: `what`, `max`, `found`.
    LimitCount = "limit.count",
    /// A text is too long. Params: `max`, `found`.
    LimitText = "limit.text",
    // The element.
    /// A file of the form could not be loaded. Params: `found`.
    Load = "load.failed",
    /// The submission could not be sent. Params: `status`.
    Send = "send.failed",
}
