//! One code, two worlds: native code and wasm say the same, byte for byte, to every example and to changed ones.
//!
//! Natively this compares with `fixtures/reports.json`, in wasm too (`cargo test -p guidance-tests --test parity
//! --target wasm32-unknown-unknown`). After a change that is meant, `GUIDANCE_UPDATE=1` writes the file anew: look
//! at the difference before it is committed.

use guidance_tests::{REPORTS, differences, reports};

#[cfg(target_family = "wasm")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn wasm_says_what_native_code_says() {
    compare();
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn native_code_says_what_it_said() {
    if std::env::var_os("GUIDANCE_UPDATE").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/reports.json");
        std::fs::write(file, reports()).expect("the fixture can be written");
        return;
    }
    compare();
}

#[cfg(not(target_family = "wasm"))]
#[test]
fn the_fixture_holds_every_kind_of_case() {
    let cases: Vec<serde_json::Value> = serde_json::from_str(REPORTS).expect("JSON");
    let changed = cases.iter().filter(|case| case["mutation"].is_number()).count();
    assert!(changed >= 200, "{changed} changed examples");
    let all = guidance_tests::examples();
    for example in &all {
        let line = cases.iter().find(|case| {
            case["form"] == example.shipped.id
                && case["example"] == example.name
                && case["mutation"].is_null()
        });
        let line = line.unwrap_or_else(|| panic!("{} {} is not in it", example.shipped.id, example.name));
        if example.is_clean {
            for check in ["answers", "submission"] {
                assert_eq!(line[check], serde_json::json!([]), "{} {}", example.shipped.id, example.name);
            }
        }
    }
}

fn compare() {
    let found = reports();
    let differences = differences(REPORTS, &found);
    assert!(differences.is_empty() && found == REPORTS, "{}", differences.join("\n\n"));
}
