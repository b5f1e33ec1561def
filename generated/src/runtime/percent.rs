//! Percent-encoding, read (RFC 3986, section 2.1).

/// A text without its percent-encoding; `None` when it has none that is right, or is not UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => out.push(digit(bytes.next()?)? * 16 + digit(bytes.next()?)?),
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).ok()
}

fn digit(byte: u8) -> Option<u8> {
    // A digit is below 16.
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The pairs of a query or form: the keys are decoded, the values are as they came but for a `+`, which stands for a
/// blank. `None` when a key is not percent-encoded UTF-8.
pub(super) fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let plain = |text: &str| text.replace('+', "%20");
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        decode(&plain(key)).map(|key| (key, plain(value)))
    };
    text.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

/// The pairs of a `Cookie` header; a key that is not percent-encoded is taken as it is.
pub(super) fn cookies(text: &str) -> Vec<(String, String)> {
    let pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.map(|(key, value)| (decode(key).unwrap_or_else(|| key.to_owned()), value.to_owned())).collect()
}
