//! The words of the catalogue: themes, competences, what is lent, languages, access. The French of each lies in the portal.

use crate::closed_list::closed_list;

closed_list! {
    /// What a workshop is about: nineteen themes, those that the State's activity reports count, in words of people.
    Theme {
        /// Prendre en main un ordinateur.
        ComputerBasics "COMPUTER_BASICS";
        /// Prendre en main un smartphone ou une tablette.
        PhoneBasics "PHONE_BASICS";
        /// Naviguer sur internet.
        Internet "INTERNET";
        /// Envoyer et recevoir des courriels.
        Email "EMAIL";
        /// Échanger avec ses proches, sur les réseaux sociaux aussi.
        Communication "COMMUNICATION";
        /// Trier et garder ses photos et ses fichiers.
        PhotosAndFiles "PHOTOS_AND_FILES";
        /// Écrire, calculer, présenter.
        OfficeTools "OFFICE_TOOLS";
        /// Faire ses démarches en ligne.
        OnlineProcedures "ONLINE_PROCEDURES";
        /// Suivre sa santé en ligne.
        Health "HEALTH";
        /// Chercher un emploi.
        JobSeeking "JOB_SEEKING";
        /// Accompagner ses enfants.
        Parenting "PARENTING";
        /// Se protéger des arnaques.
        Safety "SAFETY";
        /// Comprendre le numérique.
        Culture "CULTURE";
        /// Créer avec le numérique.
        Creation "CREATION";
        /// Entretenir et réparer son matériel.
        Upkeep "UPKEEP";
        /// Banque et achats en ligne.
        MoneyOnline "MONEY_ONLINE";
        /// L’école et ses outils en ligne.
        School "SCHOOL";
        /// Le numérique d’un métier ou d’une association.
        Business "BUSINESS";
        /// Comprendre et essayer l’intelligence artificielle.
        ArtificialIntelligence "ARTIFICIAL_INTELLIGENCE";
    }
}

closed_list! {
    /// The sixteen competences of Pix and of the CRCN, by area.
    Competence {
        /// 1.1 Mener une recherche et une veille d’information.
        Search "C1_1";
        /// 1.2 Gérer des données.
        ManageData "C1_2";
        /// 1.3 Traiter des données.
        ProcessData "C1_3";
        /// 2.1 Interagir.
        Interact "C2_1";
        /// 2.2 Partager et publier.
        Share "C2_2";
        /// 2.3 Collaborer.
        Collaborate "C2_3";
        /// 2.4 S’insérer dans le monde numérique.
        TakePart "C2_4";
        /// 3.1 Développer des documents textuels.
        WriteTexts "C3_1";
        /// 3.2 Développer des documents multimédias.
        MakeMedia "C3_2";
        /// 3.3 Adapter les documents à leur finalité.
        AdaptDocuments "C3_3";
        /// 3.4 Programmer.
        Program "C3_4";
        /// 4.1 Sécuriser l’environnement numérique.
        SecureDevices "C4_1";
        /// 4.2 Protéger les données personnelles et la vie privée.
        ProtectPrivacy "C4_2";
        /// 4.3 Protéger la santé, le bien-être et l’environnement.
        ProtectHealth "C4_3";
        /// 5.1 Résoudre des problèmes techniques.
        SolveProblems "C5_1";
        /// 5.2 Construire un environnement numérique.
        BuildSurroundings "C5_2";
    }
}

closed_list! {
    /// What a venue lends for the time of a session.
    Equipment {
        /// Un ordinateur.
        Computer "COMPUTER";
        /// Une tablette.
        Tablet "TABLET";
        /// Un téléphone.
        Phone "PHONE";
    }
}

closed_list! {
    /// The language in which a workshop is held.
    #[derive(Default)]
    Language {
        /// Français.
        #[default]
        French "FRENCH";
        /// Langue des signes française.
        SignLanguage "SIGN_LANGUAGE";
        /// Anglais.
        English "ENGLISH";
        /// Arabe.
        Arabic "ARABIC";
        /// Ukrainien.
        Ukrainian "UKRAINIAN";
        /// Une autre langue, que le titre dit.
        Other "OTHER";
    }
}

closed_list! {
    /// For whom the place and the manner are fit.
    Access {
        /// On entre et on s’assied en fauteuil roulant.
        Wheelchair "WHEELCHAIR";
        /// Une boucle aide à entendre.
        HearingLoop "HEARING_LOOP";
        /// Grands caractères et contraste.
        LargePrint "LARGE_PRINT";
        /// Mots simples, sans longue lecture.
        EasyWords "EASY_WORDS";
        /// On peut venir avec ses enfants.
        Children "CHILDREN";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_have_the_length_that_others_count_on() {
        assert_eq!((Theme::ALL.len(), Competence::ALL.len()), (19, 16));
        assert!(Theme::ALL.iter().all(|theme| Theme::named(theme.name()) == Some(*theme)));
        assert_eq!(Theme::named("computer_basics"), None);
    }
}
