//! What somebody who has never seen the program reads first.

use super::USAGE;
use crate::support::program::run;

const COMMANDS: [&str; 16] = [
    "demo", "serve", "node", "gateway", "migrate", "check", "backup", "restore", "doctor", "schema", "token", "init",
    "keys", "import", "export", "audit",
];

#[tokio::test]
async fn the_help_lists_the_commands_with_examples_and_statuses() {
    let help = run(&["--help"]).await.well();
    let listed: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next()).collect();
    for command in COMMANDS {
        assert!(listed.contains(&command), "{command} in {help}");
        assert!(help.contains(&format!("passegue {command}")), "an example of {command}: {help}");
        let own = run(&[command, "--help"]).await.well();
        assert!(own.contains("Usage :") && own.contains("Afficher cette aide"), "{own}");
    }
    assert!(help.contains("Exemples :") && help.contains("Codes de sortie :"), "{help}");
    for status in ["0 ", "1 ", "2 ", "3 "] {
        assert!(help.contains(status), "{status} in {help}");
    }
}

#[tokio::test]
async fn what_is_not_understood_is_said_in_one_line() {
    run(&[]).await.stopped(USAGE, "passegue --help");
    run(&["dance"]).await.stopped(USAGE, "dance");
    run(&["serve", "--fast"]).await.stopped(USAGE, "--fast");
    run(&["demo", "--seed", "x"]).await.stopped(USAGE, "--seed");
}

#[tokio::test]
async fn the_schemas_are_printed_as_they_are_kept() {
    let kept = |name: &str| std::fs::read_to_string(crate::support::root().join("schema").join(name)).expect(name);
    for (asked, file) in [("client", "passegue.graphql"), ("supergraph", "supergraph.graphql")] {
        let printed = run(&["schema", "print", asked]).await.well();
        assert_eq!(printed.trim_end(), kept(file).trim_end(), "{asked}");
    }
}
