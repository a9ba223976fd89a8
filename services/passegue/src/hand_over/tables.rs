//! What each table of the books holds, in a sentence of French: the description of a hand-over says it.

/// The sentence of a table; nothing for one that is not known here: its columns are told all the same.
pub(super) fn what(table: &str) -> &'static str {
    TABLES.iter().find(|(name, _)| *name == table).map_or("", |(_, says)| says)
}

const TABLES: &[(&str, &str)] = &[
    ("account_period", "Sur quel compte chaque structure est payée, et depuis quand."),
    ("accreditation", "Les agréments."),
    ("act", "La mémoire des actes : la même clé donne le même reçu."),
    ("agenda", "Les agendas des lieux, tels que leur poste les a envoyés : les séances ouvertes au public."),
    ("agenda_generation", "Combien de fois l'agenda de chaque lieu a changé."),
    ("agenda_session", "Les séances des agendas, rangées pour la recherche."),
    ("agenda_workshop", "Les ateliers des agendas, rangés pour la recherche."),
    ("application", "Les demandes d'agrément."),
    ("application_answer", "Les réponses d'une demande d'agrément, critère par critère."),
    ("application_draft", "Les demandes d'agrément en cours d'écriture."),
    ("application_evidence", "Les pièces jointes aux demandes d'agrément."),
    ("application_message", "Les messages échangés sur une demande d'agrément."),
    ("bank_account", "Les comptes bancaires déclarés par les structures."),
    ("bank_dossier", "Les dossiers bancaires des structures : qui propose, qui valide, à partir de quand."),
    ("bank_entry", "Les écritures de la banque, et ce à quoi elles répondent."),
    ("bank_statement", "Les relevés et avis de la banque."),
    (
        "booking",
        "Les réservations des séances d'un lieu : prénom et initiale au plus, oubliés trente jours après. Jamais une adresse.",
    ),
    ("bucket", "Combien de fois une même chose peut encore être essayée. Peut rester vide."),
    ("calendar", "Les agendas extérieurs d'où un lieu publie ses séances, avec leur adresse secrète."),
    ("calendar_entry", "Ce que ces agendas annoncent : titre, heure, séance qui en est née."),
    ("calendar_report", "Les lignes de ces agendas qui n'ont pas pu être lues."),
    ("calendar_title", "Quel atelier désigne un titre d'agenda, dit une fois par le lieu."),
    ("carnet", "Les carnets : numéro imprimé, remise, commune et public. Jamais un nom."),
    (
        "carnet_attested",
        "Ce que le prescripteur atteste à la remise d'un carnet : premier carnet ou non, qui est venu. Jamais un nom.",
    ),
    ("carnet_kept", "Les carnets mis de côté pour une demande."),
    ("carnet_move", "Chaque mouvement d'un carnet : rien n'est effacé."),
    ("carnet_request", "Les demandes de carnet : public, commune, étape, dates. Jamais un nom."),
    ("carnet_stock", "Les carnets réservés à un prescripteur."),
    ("cheque", "Les chèques : identifiant (empreinte du code sous un poivre), valeur, état."),
    ("cheque_hold", "Combien de chèques d'un carnet sont gardés pour un rendez-vous, où et jusqu'à quand."),
    ("cheque_hold_use", "Quels actes ont consommé des chèques gardés."),
    ("code_card", "Les cartes de codes pour se connecter sans téléphone."),
    ("code_card_use", "Les codes de carte déjà utilisés."),
    ("commune", "Les communes, par année."),
    ("commune_successor", "Ce que sont devenues les communes qui ont fusionné."),
    ("daily_root", "Les racines signées du registre, jour par jour."),
    ("device", "Les postes de guichet."),
    ("device_pin", "Qui ouvre un poste avec un code court : seule l'empreinte du code est gardée."),
    ("device_visit", "Les connexions ouvertes par un code court."),
    ("diagnostic", "Les bilans : jour, niveaux, et réponses tant qu'elles sont gardées. Jamais un nom."),
    ("dispute", "Les contestations d'une ligne d'un relevé, et leur issue."),
    ("dispute_message", "Les messages d'une contestation."),
    ("early_cheque", "Les chèques présentés avant la remise de leur carnet : refusés, et à regarder."),
    ("epci_membership", "Les communes de chaque intercommunalité, par année."),
    ("fee_rule", "Les frais du réseau par commande, en millièmes de la valeur, avec leurs jours."),
    ("errand", "Ce que le centre doit encore faire pour des réservations : encaisser ou rendre des chèques."),
    ("feed", "Les agendas à suivre depuis l'extérieur, sans leur adresse."),
    ("file", "Les fichiers du réseau ; leur contenu est dans « fichiers »."),
    ("file_deposit", "Les fichiers déposés par des personnes : pièces, listes à importer."),
    ("file_ticket", "Les droits de retirer un fichier, chacun une fois."),
    ("funding_order", "Les commandes : qui paie, combien de carnets, quelle valeur, quelles dates."),
    ("head", "Les derniers numéros donnés : dernière ligne du registre, avec son empreinte."),
    ("help", "Les coups de main hors des séances : sujet, durée, commune. Jamais un nom."),
    ("help_undone", "Les coups de main annulés."),
    ("invitation", "Les rôles proposés à des personnes."),
    ("learner", "Les personnes accompagnées, sans rien qui dise qui elles sont : un nom tiré au sort, des dates."),
    (
        "learner_attempt",
        "Qui a cherché des noms ou essayé des cartes dans les dernières minutes : trop d'essais ralentissent.",
    ),
    ("learner_card", "Les numéros des cartes des personnes accompagnées."),
    ("learner_consent", "Ce que les personnes accompagnées acceptent ou refusent : chaque réponse, aucune changée."),
    ("learner_mark", "Des empreintes de noms, sous une clé : elles retrouvent une personne et n'en nomment aucune."),
    ("learner_merge", "Les fiches réunies parce qu'elles sont une même personne, et celles séparées de nouveau."),
    ("learner_moved", "Les fiches que chaque réunion a déplacées, et où elles menaient avant."),
    (
        "learner_person",
        "Qui sont les personnes accompagnées : scellé sous une clé par personne, détruit quand on l'efface.",
    ),
    (
        "learner_served",
        "Quels lieux reçoivent une personne avec sa carte, et jusqu'à quel jour ils peuvent la joindre.",
    ),
    ("letter", "Les courriels : leur contenu est scellé tant qu'ils attendent, puis oublié."),
    ("listing", "Les lieux que d'autres recensent."),
    ("membership", "Qui tient quel rôle, dans quelle structure."),
    ("network_check", "Les vérifications des comptes."),
    ("order_commune", "Les communes pour lesquelles une commande est faite."),
    ("order_delivery", "Les carnets livrés par l'imprimeur à un point de distribution, et combien y ont été comptés."),
    ("order_document", "Les documents d'une commande (facture, relevé de fin, avoir), numérotés sans trou."),
    ("order_funds", "Les fonds reçus pour chaque commande, part après part."),
    ("order_public", "Les publics pour lesquels une commande est faite."),
    ("order_refund", "Les avoirs que la banque a remboursés."),
    ("order_step", "Ce qui est arrivé à une commande : une ligne par fait."),
    ("order_told", "Les alertes de fin déjà envoyées."),
    ("outbox", "Ce qui s'est passé, dans l'ordre."),
    (
        "paid_service",
        "Ce que les chèques d'un acte ont payé, selon le lieu : atelier, séance, prix, personnes, reste en argent.",
    ),
    ("paper_line", "Les chèques papier demandés à un lieu : envoyés, vus ou manquants."),
    ("paper_request", "Les demandes de chèques papier faites aux lieux, et leur délai."),
    ("parcel", "Les envois de carnets d'un stock à un autre, et leur comptage."),
    ("parked", "Les événements mis de côté parce qu'ils n'ont pas pu être suivis."),
    ("passed_over", "Les acceptations retenues qu'un règlement a laissées : le suivant les reprend."),
    ("payment_terms", "Les conditions de paiement du réseau, chacune à partir de son jour."),
    ("pepper", "Les numéros et empreintes des poivres : les secrets eux-mêmes sont dans l'enveloppe."),
    ("person", "Les personnes qui travaillent dans le réseau. Jamais une personne aidée."),
    ("print_download", "Chaque droit de retirer un tirage, et s'il a servi."),
    ("print_release", "Les codes d'un tirage demandés par une personne, libérés par une autre."),
    ("publication", "Ce qui a été publié chaque mois."),
    ("question_set", "Les questions du bilan, version par version."),
    ("redemption", "Les acceptations : quel chèque, où, quand, pour quelle structure."),
    ("redemption_hold", "Les acceptations retenues avant paiement, et libérées."),
    ("redemption_void", "Les acceptations annulées."),
    ("referral", "Les orientations : d'où, vers où, où elles en sont. Jamais un nom, jamais une raison personnelle."),
    ("referral_link", "Les adresses secrètes des partenaires : seules des empreintes sont gardées."),
    ("referral_news", "Ce qui était à dire de chaque orientation, à qui, et si c'est fait."),
    ("referral_words", "Ce qui est écrit dans une orientation : scellé sous une clé à part, détruit avec la personne."),
    ("request_person", "Qui demande un carnet : scellé sous une clé par personne, effacé après la fin de la demande."),
    ("request_rule", "Les règles des demandes de carnet de chaque commande."),
    ("reversal", "Les acceptations annulées plus tard par le réseau, avec leur motif."),
    ("room", "Les salles d'un lieu, et les endroits où il se déplace."),
    ("series", "Les ateliers qui reviennent, et selon quel rythme."),
    ("series_need", "Ce qu'il vaut mieux avoir suivi avant une série."),
    ("session", "Les séances d'un atelier."),
    ("settlement", "Les règlements : étape, qui a préparé, qui a validé."),
    ("settlement_carry", "Ce qu'un règlement reporte sans le payer, ou que la banque a renvoyé."),
    ("settlement_line", "Les chèques de chaque règlement."),
    ("settlement_offset", "Ce qu'un lieu doit encore et qui est retenu sur ce qui lui est dû."),
    ("settlement_payment", "Les virements de chaque règlement, avec le compte qui a servi."),
    ("settlement_share", "La part de chaque lieu dans un règlement : réuni, reporté, retenu, payé."),
    ("settlement_venue", "Les lieux de chaque règlement."),
    ("sign_in", "Les connexions demandées : seules des empreintes sont gardées."),
    ("standing_event", "Les suspensions, reprises et retraits d'agrément."),
    ("structure", "Les structures : lieux, prescripteurs, financeurs, tête de réseau."),
    ("tidings", "Ce que ceux qui ont réservé doivent savoir : séance annulée ou déplacée, lieu fermé."),
    ("totp", "Les applications de codes enregistrées : leur secret est scellé."),
    ("trainer", "Les personnes qui animent des ateliers."),
    ("transfer", "Le registre : chaque mouvement d'argent, numéroté sans trou et chaîné par empreinte."),
    ("unknown_code", "Les codes présentés qu'aucun chèque ne porte : trop d'essais ralentissent."),
    ("venue", "Les lieux."),
    ("venue_hold", "Les lieux dont tout le paiement est retenu, et libéré."),
    ("venue_node", "Le poste qui sert l'agenda d'un lieu, quand il a le sien."),
    ("visit", "Les connexions en cours et passées."),
    ("welcome", "Les personnes accueillies sans chèque : comptées, jamais nommées."),
    ("withdrawn_cheque", "Les chèques des tirages annulés : leurs codes restent connus."),
    ("withdrawn_run", "Les tirages annulés avant que leurs chèques soient actifs."),
    ("workshop", "Les ateliers d'un lieu."),
];

#[cfg(test)]
mod tests {
    use store::{
        conn::Place,
        migrate::{self, Books},
        sheets,
    };

    use super::*;
    use crate::scratch::Folder;

    #[test]
    fn every_table_has_its_sentence() {
        let folder = Folder::new("describe");
        for (name, books) in [("centre", Books::Centre), ("lieux", Books::Node)] {
            let path = folder.path().join(name);
            migrate::run(&Place::Sqlite(path.clone()), books).unwrap();
            let tables: Vec<String> = sheets::of(&path).unwrap().into_iter().map(|sheet| sheet.table).collect();
            let bare: Vec<&String> = tables.iter().filter(|table| what(table).is_empty()).collect();
            assert!(bare.is_empty(), "say here what these tables of {name} hold: {bare:?}");
        }
        assert_eq!(what("nothing known"), "");
    }
}
