//! A host's answer.

use std::io::{self, Read};

/// How the bytes of an answer are packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// As the file has them.
    Plain,
    /// With gzip.
    Gzip,
    /// With brotli.
    Brotli,
    /// In a way that was not asked for.
    Unknown(String),
}

impl Coding {
    /// The coding that `Content-Encoding` names.
    pub(super) fn named(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Self::Plain,
            "gzip" | "x-gzip" => Self::Gzip,
            "br" => Self::Brotli,
            other => Self::Unknown(other.to_owned()),
        }
    }

    /// Unpacks `bytes`, up to `most` of them.
    ///
    /// # Errors
    /// Why they cannot be unpacked.
    pub(super) fn decode(&self, bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, String> {
        let mut decoded = Vec::new();
        let read = match self {
            Self::Plain => return Ok(bytes),
            Self::Unknown(name) => return Err(format!("the answer is packed as `{name}`, which nobody asked for")),
            Self::Gzip => flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(most + 1).read_to_end(&mut decoded),
            Self::Brotli => {
                brotli::Decompressor::new(bytes.as_slice(), 64 << 10).take(most + 1).read_to_end(&mut decoded)
            }
        };
        match read {
            Ok(_) if u64::try_from(decoded.len()).is_ok_and(|length| length > most) => {
                Err(format!("the answer is longer than {}", crate::size(most)))
            }
            Ok(_) => Ok(decoded),
            Err(error) => Err(format!("what came cannot be unpacked: {}", plain(&error))),
        }
    }
}

fn plain(error: &io::Error) -> String {
    error.to_string().to_ascii_lowercase()
}

/// An answer that has come whole.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// What was asked for.
    pub(super) url: String,
    pub(super) status: u16,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) coding: Coding,
    /// Unpacked.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The values of a header, whose `name` is in lower case, as one: a list of theirs.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> =
            self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The media type without its parameters, in lower case.
    pub(super) fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The character set that the media type names, in lower case.
    pub(super) fn charset(&self) -> Option<String> {
        let value = self.header("content-type")?.to_ascii_lowercase();
        let charset = value.split(';').find_map(|part| part.trim().strip_prefix("charset="))?;
        Some(charset.trim().trim_matches('"').to_owned())
    }

    /// Where the host sends whoever asks.
    pub(super) fn redirection(&self) -> Option<String> {
        matches!(self.status, 301 | 302 | 303 | 307 | 308).then(|| self.header("location")).flatten()
    }

    /// The answer as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The status and the headers of the last answer in what curl writes of heads: before it there may be those of a
/// proxy and of answers in between.
pub(super) fn head_of(text: &str) -> Option<(u16, Vec<(String, String)>)> {
    let mut lines = text.lines();
    let mut last = None;
    while let Some(line) = lines.next() {
        let Some(status) = line.strip_prefix("HTTP/").and_then(|rest| rest.split(' ').nth(1)) else { continue };
        let headers = lines.by_ref().take_while(|line| !line.trim().is_empty());
        let headers = headers.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        let headers: Vec<_> = headers.collect();
        last = status.parse().ok().map(|status| (status, headers));
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_head_counts() {
        let text = "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n\
                    HTTP/2 404 \r\nContent-Type: text/HTML; Charset=\"UTF-8\"\r\nX: 1\r\nx: 2\r\n\r\n";
        let (status, headers) = head_of(text).expect("a head");
        let answer = Answer { url: String::new(), status, headers, coding: Coding::Plain, body: Vec::new() };
        assert_eq!((answer.status, answer.header("x").as_deref(), answer.header("link")), (404, Some("1, 2"), None));
        assert_eq!((answer.media_type().as_str(), answer.charset().as_deref()), ("text/html", Some("utf-8")));
        for text in ["", "SSH-2.0\r\n", "HTTP/1.1\r\n", "HTTP/1.1 many\r\n"] {
            assert_eq!(head_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_packed_is_unpacked_within_bounds() {
        let mut packed = Vec::new();
        let mut writer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::best());
        io::Write::write_all(&mut writer, &[0; 100_000]).expect("memory takes all");
        drop(writer);
        assert_eq!(Coding::named("GZIP").decode(packed.clone(), 100_000).map(|bytes| bytes.len()), Ok(100_000));
        assert!(Coding::Gzip.decode(packed.clone(), 99_999).is_err(), "too long");
        packed.truncate(packed.len() / 2);
        assert!(Coding::Gzip.decode(packed.clone(), 100_000).is_err(), "cut");
        assert!(Coding::Brotli.decode(packed.clone(), 100_000).is_err(), "no brotli");
        assert!(Coding::named("zstd").decode(packed, 100_000).is_err(), "not asked for");
    }
}
