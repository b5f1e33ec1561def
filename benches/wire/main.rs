//! How fast models are read and written, beside the same types with serde's derives in the same run: `cargo bench`.
//!
//! How often each allocates is printed first.

// The live library, under the name it has for users.
extern crate bindery_live as zendesk_any_channel;

mod derived;

use allocation_counter::measure;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::hint::black_box;
use std::time::Duration;
use zendesk_any_channel::models;

/// As many resources as one push may have.
const RESOURCES: usize = 256;

fn main() {
    let criterion = Criterion::default().sample_size(50).measurement_time(Duration::from_secs(3));
    let mut criterion = criterion.configure_from_args();
    both::<models::PushContentToSupportRequest, derived::PushContentToSupportRequest>(
        &mut criterion,
        "push",
        &push(),
    );
    both::<models::ChannelFrameworkPushResultsResponse, derived::ChannelFrameworkPushResultsResponse>(
        &mut criterion,
        "results",
        &results(),
    );
    criterion.final_summary();
}

/// Measures our type and the derived one on a text.
fn both<Ours: DeserializeOwned + Serialize, Derived: DeserializeOwned + Serialize>(
    criterion: &mut Criterion,
    name: &str,
    text: &str,
) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64));
    time::<Ours>(&mut group, "ours", text);
    time::<Derived>(&mut group, "derived", text);
    group.finish();
}

fn time<T: DeserializeOwned + Serialize>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, text: &str) {
    let read = || serde_json::from_str::<T>(black_box(text)).expect("a value of the type");
    let value = read();
    let write = || serde_json::to_vec(black_box(&value)).expect("a value that can be written");
    assert_eq!(String::from_utf8_lossy(&write()), text, "{name} loses something");
    let allocations = [measure(|| drop(read())), measure(|| drop(write()))].map(|info| info.count_total);
    println!("{name}: {} allocations to read, {} to write", allocations[0], allocations[1]);
    group.bench_function(format!("read/{name}"), |bencher| bencher.iter_with_large_drop(read));
    group.bench_function(format!("write/{name}"), |bencher| bencher.iter_with_large_drop(write));
}

/// A push as large as can be, of comments as people write them.
fn push() -> String {
    let resource = |index: usize| {
        let mut resource = json!({
            "external_id": format!("post-{index}"),
            "message": "The parcel came on Tuesday, but the lid was broken.\nCan you send another \"one\"? Thanks — Zoë",
            "parent_id": format!("post-{}", index / 2),
            "created_at": "2015-01-13T08:59:26Z",
            "author": {
                "external_id": format!("user-{}", index % 7),
                "name": "Zoë Example",
                "image_url": "https://images.example/users/7.png",
                "fields": [{ "id": "notes", "value": "VIP" }, { "id": 360_000_001, "value": 3 }],
            },
            "allow_channelback": true,
            "fields": [{ "id": "subject", "value": "A broken lid" }, { "id": 360_000_002, "value": ["parcel", "lid"] }],
            "file_urls": ["https://files.example/lid.png", "https://files.example/parcel.png"],
        });
        if index.is_multiple_of(3) {
            resource["display_info"] = json!([{ "type": "stars", "data": { "count": 2, "of": 5 } }]);
        }
        resource
    };
    let resources: Vec<_> = (0..RESOURCES).map(resource).collect();
    let push = json!({
        "instance_push_id": "d448ef2f-8f51-4fbd-a5d1-9a53d2c8a3c1",
        "request_id": "b1c2",
        "external_resources": resources,
    });
    in_order::<derived::PushContentToSupportRequest>(&push)
}

/// What is answered to it.
fn results() -> String {
    let codes =
        ["success", "already_imported", "success", "halted", "could_not_locate_parent_external_resource"];
    let result = |index: usize| {
        let mut status = json!({ "code": codes[index % codes.len()] });
        if index.is_multiple_of(5) {
            status["description"] = json!("there is no resource of this identifier");
        }
        json!({ "external_resource_id": format!("post-{index}"), "status": status })
    };
    let results: Vec<_> = (0..RESOURCES).map(result).collect();
    in_order::<derived::ChannelFrameworkPushResultsResponse>(&json!({ "results": results }))
}

/// A value as a text whose keys are in the order of a type, as services write theirs.
fn in_order<T: DeserializeOwned + Serialize>(value: &serde_json::Value) -> String {
    let value: T = T::deserialize(value).expect("a value of the type");
    serde_json::to_string(&value).expect("a value that can be written")
}
