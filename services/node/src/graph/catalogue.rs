//! The words of the catalogue as the schema spells them.

use async_graphql::Enum;

use crate::{catalogue, workshop};

/// What a person can do already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "workshop::Level")]
pub(crate) enum WorkshopLevel {
    /// Never touched a machine.
    NeverTouched,
    /// Débutant.
    Beginner,
    /// Intermédiaire.
    Intermediate,
    /// Avancé.
    Advanced,
}

/// What a workshop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalogue::Theme")]
pub(crate) enum WorkshopTheme {
    /// Prendre en main un ordinateur.
    ComputerBasics,
    /// Prendre en main un smartphone ou une tablette.
    PhoneBasics,
    /// Naviguer sur internet.
    Internet,
    /// Envoyer et recevoir des courriels.
    Email,
    /// Échanger avec ses proches.
    Communication,
    /// Trier et garder ses photos et ses fichiers.
    PhotosAndFiles,
    /// Écrire, calculer, présenter.
    OfficeTools,
    /// Faire ses démarches en ligne.
    OnlineProcedures,
    /// Suivre sa santé en ligne.
    Health,
    /// Chercher un emploi.
    JobSeeking,
    /// Accompagner ses enfants.
    Parenting,
    /// Se protéger des arnaques.
    Safety,
    /// Comprendre le numérique.
    Culture,
    /// Créer avec le numérique.
    Creation,
    /// Entretenir et réparer son matériel.
    Upkeep,
    /// Banque et achats en ligne.
    MoneyOnline,
    /// L’école et ses outils en ligne.
    School,
    /// Le numérique d’un métier ou d’une association.
    Business,
    /// Comprendre et essayer l’intelligence artificielle.
    ArtificialIntelligence,
}

/// The sixteen competences of Pix and of the CRCN, by area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalogue::Competence")]
pub(crate) enum WorkshopCompetence {
    /// 1.1 Mener une recherche et une veille d’information.
    Search,
    /// 1.2 Gérer des données.
    ManageData,
    /// 1.3 Traiter des données.
    ProcessData,
    /// 2.1 Interagir.
    Interact,
    /// 2.2 Partager et publier.
    Share,
    /// 2.3 Collaborer.
    Collaborate,
    /// 2.4 S’insérer dans le monde numérique.
    TakePart,
    /// 3.1 Développer des documents textuels.
    WriteTexts,
    /// 3.2 Développer des documents multimédias.
    MakeMedia,
    /// 3.3 Adapter les documents à leur finalité.
    AdaptDocuments,
    /// 3.4 Programmer.
    Program,
    /// 4.1 Sécuriser l’environnement numérique.
    SecureDevices,
    /// 4.2 Protéger les données personnelles et la vie privée.
    ProtectPrivacy,
    /// 4.3 Protéger la santé, le bien-être et l’environnement.
    ProtectHealth,
    /// 5.1 Résoudre des problèmes techniques.
    SolveProblems,
    /// 5.2 Construire un environnement numérique.
    BuildSurroundings,
}

/// What a venue lends for the time of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalogue::Equipment")]
pub(crate) enum WorkshopEquipment {
    /// Un ordinateur.
    Computer,
    /// Une tablette.
    Tablet,
    /// Un téléphone.
    Phone,
}

/// The language in which a workshop is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalogue::Language")]
pub(crate) enum WorkshopLanguage {
    /// Français.
    French,
    /// Langue des signes française.
    SignLanguage,
    /// Anglais.
    English,
    /// Arabe.
    Arabic,
    /// Ukrainien.
    Ukrainian,
    /// Une autre langue, que le titre dit.
    Other,
}

/// For whom the place and the manner are fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "catalogue::Access")]
pub(crate) enum WorkshopAccess {
    /// On entre et on s’assied en fauteuil roulant.
    Wheelchair,
    /// Une boucle aide à entendre.
    HearingLoop,
    /// Grands caractères et contraste.
    LargePrint,
    /// Mots simples, sans longue lecture.
    EasyWords,
    /// On peut venir avec ses enfants.
    Children,
}
