//! The words of the catalogue: each choice as the network spells it, as the form sends it, and its sentence.

use crate::schema;

/// A choice: for the network, for the form, for people.
pub(crate) type Choice<T> = (T, &'static str, &'static str);

/// The choice of that name in a form.
pub(crate) fn chosen<T: Copy>(choices: &[Choice<T>], name: &str) -> Option<T> {
    choices.iter().find(|(_, its, _)| *its == name).map(|(choice, _, _)| *choice)
}

/// The choices of those names, in the order of their list.
pub(super) fn ticked<T: Copy>(choices: &[Choice<T>], names: &[&str]) -> Vec<T> {
    choices.iter().filter(|(_, its, _)| names.contains(its)).map(|(choice, _, _)| *choice).collect()
}

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(crate) enum WorkshopTheme {
    ArtificialIntelligence,
    Business,
    Communication,
    ComputerBasics,
    Creation,
    Culture,
    Email,
    Health,
    Internet,
    JobSeeking,
    MoneyOnline,
    OfficeTools,
    OnlineProcedures,
    Parenting,
    PhoneBasics,
    PhotosAndFiles,
    Safety,
    School,
    Upkeep,
}

pub(crate) const THEMES: [Choice<WorkshopTheme>; 19] = [
    (WorkshopTheme::PhoneBasics, "telephone", "theme-phone"),
    (WorkshopTheme::ComputerBasics, "ordinateur", "theme-computer"),
    (WorkshopTheme::Internet, "internet", "theme-internet"),
    (WorkshopTheme::Email, "courriel", "theme-email"),
    (WorkshopTheme::OnlineProcedures, "demarches", "theme-procedures"),
    (WorkshopTheme::Safety, "arnaques", "theme-safety"),
    (WorkshopTheme::MoneyOnline, "banque", "theme-money"),
    (WorkshopTheme::PhotosAndFiles, "photos", "theme-photos"),
    (WorkshopTheme::Communication, "proches", "theme-communication"),
    (WorkshopTheme::JobSeeking, "emploi", "theme-job"),
    (WorkshopTheme::Health, "sante", "theme-health"),
    (WorkshopTheme::Parenting, "enfants", "theme-parenting"),
    (WorkshopTheme::School, "ecole", "theme-school"),
    (WorkshopTheme::OfficeTools, "bureau", "theme-office"),
    (WorkshopTheme::Upkeep, "entretien", "theme-upkeep"),
    (WorkshopTheme::Business, "metier", "theme-business"),
    (WorkshopTheme::Creation, "creation", "theme-creation"),
    (WorkshopTheme::ArtificialIntelligence, "ia", "theme-ai"),
    (WorkshopTheme::Culture, "comprendre", "theme-culture"),
];

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(super) enum WorkshopLevel {
    Advanced,
    Beginner,
    Intermediate,
    NeverTouched,
}

pub(super) const LEVELS: [Choice<WorkshopLevel>; 4] = [
    (WorkshopLevel::NeverTouched, "jamais", "level-never"),
    (WorkshopLevel::Beginner, "debutant", "level-beginner"),
    (WorkshopLevel::Intermediate, "intermediaire", "level-intermediate"),
    (WorkshopLevel::Advanced, "avance", "level-advanced"),
];

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(super) enum WorkshopCompetence {
    AdaptDocuments,
    BuildSurroundings,
    Collaborate,
    Interact,
    MakeMedia,
    ManageData,
    ProcessData,
    Program,
    ProtectHealth,
    ProtectPrivacy,
    Search,
    SecureDevices,
    Share,
    SolveProblems,
    TakePart,
    WriteTexts,
}

pub(super) const COMPETENCES: [Choice<WorkshopCompetence>; 16] = [
    (WorkshopCompetence::Search, "1.1", "competence-search"),
    (WorkshopCompetence::ManageData, "1.2", "competence-manage"),
    (WorkshopCompetence::ProcessData, "1.3", "competence-process"),
    (WorkshopCompetence::Interact, "2.1", "competence-interact"),
    (WorkshopCompetence::Share, "2.2", "competence-share"),
    (WorkshopCompetence::Collaborate, "2.3", "competence-collaborate"),
    (WorkshopCompetence::TakePart, "2.4", "competence-take-part"),
    (WorkshopCompetence::WriteTexts, "3.1", "competence-texts"),
    (WorkshopCompetence::MakeMedia, "3.2", "competence-media"),
    (WorkshopCompetence::AdaptDocuments, "3.3", "competence-adapt"),
    (WorkshopCompetence::Program, "3.4", "competence-program"),
    (WorkshopCompetence::SecureDevices, "4.1", "competence-secure"),
    (WorkshopCompetence::ProtectPrivacy, "4.2", "competence-privacy"),
    (WorkshopCompetence::ProtectHealth, "4.3", "competence-health"),
    (WorkshopCompetence::SolveProblems, "5.1", "competence-solve"),
    (WorkshopCompetence::BuildSurroundings, "5.2", "competence-build"),
];

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(super) enum WorkshopEquipment {
    Computer,
    Phone,
    Tablet,
}

pub(super) const EQUIPMENT: [Choice<WorkshopEquipment>; 3] = [
    (WorkshopEquipment::Computer, "ordinateur", "lent-computer"),
    (WorkshopEquipment::Tablet, "tablette", "lent-tablet"),
    (WorkshopEquipment::Phone, "telephone", "lent-phone"),
];

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(super) enum WorkshopLanguage {
    Arabic,
    English,
    French,
    Other,
    SignLanguage,
    Ukrainian,
}

pub(super) const LANGUAGES: [Choice<WorkshopLanguage>; 6] = [
    (WorkshopLanguage::French, "francais", "language-french"),
    (WorkshopLanguage::SignLanguage, "lsf", "language-sign"),
    (WorkshopLanguage::English, "anglais", "language-english"),
    (WorkshopLanguage::Arabic, "arabe", "language-arabic"),
    (WorkshopLanguage::Ukrainian, "ukrainien", "language-ukrainian"),
    (WorkshopLanguage::Other, "autre", "language-other"),
];

#[derive(Clone, Copy, Debug, cynic::Enum)]
pub(super) enum WorkshopAccess {
    Children,
    EasyWords,
    HearingLoop,
    LargePrint,
    Wheelchair,
}

pub(super) const ACCESS: [Choice<WorkshopAccess>; 5] = [
    (WorkshopAccess::Wheelchair, "fauteuil", "fit-wheelchair"),
    (WorkshopAccess::HearingLoop, "boucle", "fit-loop"),
    (WorkshopAccess::LargePrint, "caracteres", "fit-print"),
    (WorkshopAccess::EasyWords, "mots", "fit-words"),
    (WorkshopAccess::Children, "enfants", "fit-children"),
];
