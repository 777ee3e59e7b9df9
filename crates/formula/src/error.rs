//! Why a formula is shown as it was written.

/// Why a formula is shown as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormulaError {
    /// It is longer than a formula can be.
    #[error("a formula has at most {} bytes", crate::limits::BYTES)]
    Long,
    /// Groups within groups beyond reason.
    #[error("a formula has at most {} groups within each other", crate::limits::DEPTH)]
    Deep,
    /// What it stands for is larger than a page could show.
    #[error("the formula stands for more than {} bytes of MathML", crate::limits::WRITTEN)]
    Large,
    /// It is no TeX that is known here.
    #[error("{0}")]
    Tex(String),
    /// It came out as something that no formula is.
    #[error("the formula came out as {0}")]
    Unknown(String),
}
