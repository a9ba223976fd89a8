//! Federation, through the program itself: `passegue gateway` over real subgraphs on HTTP, one folder a suite.

mod answer;
mod door;
mod lies;
mod limits;
mod rules;
mod sdl;
mod subgraph;
mod suite;

/// One test a suite, and one that none is forgotten.
macro_rules! suites {
    ($($name:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                suite::holds(stringify!($name)).await;
            }
        )+

        #[test]
        fn every_suite_is_tried() {
            let folders = std::fs::read_dir(suite::folder("")).expect("the folder of the suites");
            let folders = folders.map(|entry| entry.expect("an entry")).filter(|entry| entry.path().is_dir());
            let mut found: Vec<_> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            found.sort();
            let mut tried = vec![$(stringify!($name).to_owned()),+];
            tried.sort();
            assert_eq!(found, tried);
        }
    };
}

suites!(
    keys,
    provides,
    requires,
    abstracts,
    interface_objects,
    mutations,
    enums_and_inputs,
    first_federation,
    shared_roots,
    override_inaccessible,
    include_skip,
    nested_lists,
    null_keys,
    introspection,
);
