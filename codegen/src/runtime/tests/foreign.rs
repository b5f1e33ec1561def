//! Types of other crates that stand for schemas.

use crate::runtime::{self, Builder, Error, Operation, Route, Slot, Style, decode, encode};
use http::Request;
use runtime::{BaseUrl, Bytes};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

runtime::foreign!(Duration, Default::default);
runtime::foreign!(SystemTime, SystemTime::now);

fn read<T: Slot>(value: &Value) -> Result<T, serde_json::Error> {
    decode(value)
}

fn written<T: Slot>(value: &T) -> Value {
    encode(value, serde_json::value::Serializer).unwrap()
}

#[test]
fn they_are_read_and_written_wherever_they_stand() {
    let second = json!({ "secs": 1, "nanos": 5 });
    assert_eq!(read::<Duration>(&second).unwrap(), Duration::new(1, 5));
    for value in [json!([second, second]), json!([])] {
        assert_eq!(written(&read::<Vec<Duration>>(&value).unwrap()), value);
    }
    let value = json!({ "a": second });
    assert_eq!(written(&read::<BTreeMap<String, Duration>>(&value).unwrap()), value);
    assert_eq!(read::<Option<Duration>>(&Value::Null).unwrap(), None);
    assert_eq!(read::<Option<Duration>>(&second).unwrap(), Some(Duration::new(1, 5)));
    let epoch = json!({ "secs_since_epoch": 0, "nanos_since_epoch": 0 });
    assert_eq!(read::<SystemTime>(&epoch).unwrap(), SystemTime::UNIX_EPOCH);
}

#[test]
fn what_is_none_is_refused_with_the_reason_of_the_type() {
    let error = read::<Vec<Duration>>(&json!([{ "secs": 1 }])).unwrap_err();
    assert!(error.to_string().contains("missing field `nanos`"), "{error}");
    let before = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    let found = runtime::validate(&vec![before]).unwrap_err();
    assert!(found.to_string().contains("cannot be written"), "{found}");
}

/// An operation with one value in many places.
struct Everywhere(Duration);

impl Operation for Everywhere {
    type Output = ();
    type Error = Value;
    const ROUTE: Route = Route::new("everywhere", "PUT", "/{at}");

    fn write(&self, request: &mut Builder) {
        request.path("at", &self.0, Style::Simple, &[]);
        request.query("deep", &self.0, Style::Deep, &[]);
        request.query("form", &self.0, Style::Form { explode: true }, &[]);
        request.query("list", &vec![self.0], Style::Form { explode: true }, &[]);
        request.header("x-at", &self.0, Style::SimpleExploded, &[]);
        request.form(&self.0, &[], &[]);
    }

    fn response(response: http::Response<Bytes>) -> Result<(), Error<Value>> {
        runtime::empty(response)
    }
}

#[test]
fn they_are_written_as_parameters_and_forms() {
    let base = BaseUrl::parse("https://a.b").unwrap();
    let request: Request<Bytes> = Everywhere(Duration::new(1, 5)).request(&base).unwrap();
    let uri = request.uri().to_string();
    let keys = |uri: &str| uri.contains("nanos,5") && uri.contains("secs,1");
    assert!(keys(uri.split('?').next().unwrap()), "{uri}");
    for part in ["deep%5Bsecs%5D=1", "deep%5Bnanos%5D=5", "&secs=1", "&nanos=5"] {
        assert!(uri.contains(part), "{uri}");
    }
    assert!(uri.contains("list=%7B%22"), "{uri}");
    let header = request.headers()["x-at"].to_str().unwrap();
    assert!(header.contains("secs=1") && header.contains("nanos=5"), "{header}");
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.contains("secs=1") && body.contains("nanos=5"), "{body}");
}
