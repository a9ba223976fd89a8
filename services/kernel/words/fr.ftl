# What people read when something cannot be done.
#
# One message for each code: what is the matter. Its attribute .next: what to do now.
# One idea a sentence, at most 18 words, « vous », no blame: the reader stands at a counter, in front of somebody.
# A fact that is not known reads as « none »: each selector has a wording without it.
# At the counter no refusal sends a person away: its first next step is « Accueillez quand même la personne. »

## The code on the paper

CODE_MISTYPED = { $group ->
        [none] Il y a sans doute une faute de frappe dans ce code.
       *[other] Il y a probablement une faute de frappe dans le groupe { $group }.
    }
    .next = { $no ->
        [none] Relisez le code sur le papier et corrigez-le.
       *[other] Relisez le code du chèque numéro { $no } sur le papier et corrigez-le.
    }

CODE_UNKNOWN = { $no ->
        [none] Ce chèque n’est pas un chèque de ce réseau.
       *[other] Le chèque numéro { $no } n’est pas un chèque de ce réseau.
    }
    .next = Accueillez quand même la personne. Regardez la couverture ou le dos du carnet. Appelez l’émetteur qui y est écrit.

## The cheque

NOT_ACTIVE = { $stage ->
        [carnet] Ce carnet n’est pas encore actif.
       *[other] { $no ->
            [none] Ce chèque
           *[other] Le chèque numéro { $no }
        } n’est pas encore actif.
    }
    .next = { $stage ->
        [carnet] Prenez un autre carnet, ou appelez le réseau pour savoir quand il sera actif.
       *[other] Accueillez quand même la personne. Rendez-lui le chèque et appelez le réseau.
    }

NOT_HANDED_OVER = { $no ->
        [none] La remise de ce carnet n’est pas encore enregistrée.
       *[other] La remise du carnet du chèque numéro { $no } n’est pas encore enregistrée.
    }
    .next = Accueillez quand même la personne. Demandez au lieu qui a donné le carnet d’enregistrer la remise.

EXPIRED = { $stage ->
        [carnet] Les chèques de ce carnet sont acceptés jusqu’au { $until } : cette séance est plus tard.
       *[other] { $no ->
            [none] Ce chèque
           *[other] Le chèque numéro { $no }
        } { $until ->
            [none] n’est plus valable.
           *[other] était accepté jusqu’au { $until }.
        }
    }
    .next = { $stage ->
        [carnet] Choisissez une séance plus tôt, ou demandez un nouveau carnet là où la personne a reçu le sien.
       *[other] Accueillez quand même la personne. Elle peut demander un nouveau carnet là où elle l’a reçu.
    }

VOIDED = { $stage ->
        [help] Ce coup de main est déjà annulé.
       *[other] Cette utilisation du chèque est déjà annulée.
    }
    .next = { $stage ->
        [help] Revenez à la liste : il n’y est plus compté.
       *[other] Cherchez le chèque avec son code pour voir s’il peut servir de nouveau.
    }

BLOCKED = { $no ->
        [none] Ce chèque
       *[other] Le chèque numéro { $no }
    } { $stage ->
        [replaced] est annulé : un autre le remplace.
       *[other] est bloqué : il a été signalé perdu ou volé.
    }
    .next = { $stage ->
        [replaced] Accueillez quand même la personne. Demandez-lui un chèque de son nouveau carnet.
       *[other] Accueillez quand même la personne. Rendez-lui le chèque et appelez le réseau avec elle.
    }

HELD = { $no ->
        [none] Ce chèque
       *[other] Le chèque numéro { $no }
    } est gardé pour un rendez-vous.
    .next = Accueillez quand même la personne. Elle peut donner un autre chèque ou annuler ce rendez-vous.

ALREADY_REDEEMED = { $no ->
        [none] Ce chèque
       *[other] Le chèque numéro { $no }
    } { $at ->
        [none] a déjà été utilisé.
       *[other] a déjà été utilisé ici, le { $at }.
    }
    .next = Accueillez quand même la personne. Demandez-lui un autre chèque. Si elle est surprise, appelez le réseau avec elle.

## The act at the counter

REPEATED_CHEQUE = { $no ->
        [none] Le même chèque est deux fois dans la liste.
       *[other] Le chèque numéro { $no } est déjà dans la liste.
    }
    .next = Retirez-le de la liste, puis validez de nouveau.

TOO_MANY_CHEQUES = Vous pouvez prendre 10 chèques à la fois, pas plus.
    .next = Validez d’abord 10 chèques, puis prenez les autres.

NO_CHEQUE = La liste des chèques est vide.
    .next = Écrivez ou scannez le code d’un chèque, puis validez.

TOO_MANY_ATTEMPTS = { $field ->
        [signIn] Trop de demandes de connexion sont arrivées en peu de temps.
        [code] Trop de codes faux ont été donnés en peu de temps.
        [person] Trop de noms ou de cartes ont été cherchés ici en peu de temps.
       *[other] Trop de codes inconnus ont été essayés ici.
    }
    .next = { $minutes ->
        [none] Attendez quelques minutes, puis essayez de nouveau.
        [one] Attendez { $minutes } minute, puis essayez de nouveau.
       *[other] Attendez { $minutes } minutes, puis essayez de nouveau.
    }

NOT_PAYABLE_BY_CHEQUE = Cet atelier est gratuit : il ne se paie pas avec des chèques.
    .next = Accueillez quand même la personne. Rendez-lui ses chèques : ils serviront une autre fois.

PRICE_OVER_CAP = { $cap ->
        [none] Cet atelier coûte plus de chèques que le commanditaire ne l’accepte.
        [one] Ces chèques paient { $cap } chèque par atelier et par personne, pas plus.
       *[other] Ces chèques paient { $cap } chèques par atelier et par personne, pas plus.
    }
    .next = Accueillez quand même la personne. Rendez-lui les chèques en trop : le reste se paie en argent.

PRICE_NOT_COVERED = { $missing ->
        [none] Il manque des chèques pour payer cet atelier.
        [one] Il manque { $missing } chèque pour payer cet atelier.
       *[other] Il manque { $missing } chèques pour payer cet atelier.
    }
    .next = Accueillez quand même la personne. Ajoutez des chèques, ou écrivez ce qu’elle paie en argent.

HOLDER_ONLY = { $stage ->
        [carnet] Ce carnet est personnel : seule la personne elle-même peut le recevoir.
       *[other] { $no ->
            [none] Ce chèque
           *[other] Le chèque numéro { $no }
        } est personnel : seule la personne elle-même peut le donner.
    }
    .next = { $stage ->
        [carnet] Donnez-le quand la personne vient elle-même, ou appelez le réseau.
       *[other] Accueillez quand même la personne. Si le carnet est à elle, cochez la case qui le dit.
    }

VOID_TOO_LATE = { $stage ->
        [help] Un coup de main peut être annulé le jour où il est noté.
       *[other] Un chèque peut être annulé le jour même, avant son paiement.
    }
    .next = { $stage ->
        [help] Appelez le réseau : il vous dit comment le corriger.
       *[other] Appelez le réseau : il corrige l’erreur avec vous.
    }

## The venue

VENUE_SUSPENDED = { $since ->
        [none] Votre lieu ne peut pas prendre de chèques en ce moment.
       *[other] Votre lieu ne peut pas prendre de chèques depuis le { $since }.
    }
    .next = Accueillez quand même la personne. Rendez-lui le chèque et appelez le réseau.

VENUE_NOT_ACCREDITED = Votre lieu n’est pas habilité pour ce chèque.
    .next = Accueillez quand même la personne. Rendez-lui le chèque et appelez le réseau.

## Booklets and orders

OUTSIDE_PERIMETER = Ce carnet est prévu pour les habitants d’autres communes.
    .next = Prenez un carnet prévu pour la commune de la personne, ou appelez le réseau.

OUTSIDE_PUBLICS = Ce carnet est prévu pour un autre public.
    .next = Prenez un autre carnet, ou appelez le réseau.

DISTRIBUTION_ENDED = { $until ->
        [none] La date pour donner ce carnet est passée.
       *[other] Ce carnet pouvait être donné jusqu’au { $until }.
    }
    .next = Prenez un carnet plus récent, ou appelez le réseau.

OTHER_STOCK = Ce carnet est réservé à un autre prescripteur.
    .next = Prenez un carnet de votre réserve, ou appelez le réseau.

CARNET_BLOCKED = { $stage ->
        [replaced] Un autre carnet remplace déjà celui-ci.
       *[other] { $since ->
            [none] Ce carnet est bloqué.
           *[other] Ce carnet est bloqué depuis le { $since }.
        }
    }
    .next = { $stage ->
        [replaced] Servez-vous du nouveau carnet : son numéro est sur le papier remis à la personne.
       *[other] Prenez un autre carnet. S’il est retrouvé, débloquez-le ou appelez le réseau.
    }

OTHER_ORDER = Ces deux carnets ne viennent pas de la même commande.
    .next = Prenez un carnet dont le numéro commence par les mêmes cinq signes.

CARNET_EMPTY = Il ne reste aucun chèque à utiliser dans ce carnet.
    .next = Vous pouvez remettre un nouveau carnet à la personne.

OUT_OF_STOCK = Il ne reste pas assez de carnets.
    .next = Demandez moins de carnets, ou appelez le réseau.

CARNET_SET_ASIDE = Ce carnet est mis de côté pour une demande.
    .next = Prenez un autre carnet, ou remettez celui-ci depuis la page de sa demande.

REQUEST_OPEN = Une demande est déjà en cours pour cette personne.
    .next = Cherchez sa demande dans votre liste. Si elle n’y est pas, appelez le réseau avec elle.

LEARNER_SIMILAR = Une personne au nom semblable est déjà connue.
    .next = Demandez à la personne si elle est déjà venue, puis choisissez : la même personne, ou une autre.

CONSENT_MISSING = La personne n’a pas donné son accord pour qu’un autre lieu sache qui vient.
    .next = Demandez-lui, et notez son accord sur sa fiche. Sinon, donnez-lui l’adresse : elle peut y aller seule.

REQUESTS_CLOSED = Aucun carnet ne peut être demandé en ce moment.
    .next = Accueillez quand même la personne. Appelez le réseau pour savoir quand demander de nouveau.

ALREADY_HANDED_OVER = Ce carnet a déjà été donné à une personne.
    .next = Prenez un autre carnet.

ATTESTATION_MISSING = { $field ->
        [takenBy] Il manque une réponse : qui vient chercher ce carnet ?
        [serial] Il manque le numéro du premier carnet de la personne.
       *[other] Il manque une réponse : la personne a-t-elle déjà reçu un carnet ?
    }
    .next = { $field ->
        [takenBy] Choisissez la réponse, puis validez de nouveau.
        [serial] Lisez-le sur la couverture de ce premier carnet, ou appelez le réseau.
       *[other] Demandez-le à la personne, puis choisissez la réponse. Son nom n’est pas gardé.
    }

BOOKINGS_MISSED = { $count ->
        [none] Des rendez-vous ont été manqués avec ce carnet : ses chèques ne sont plus gardés d’avance.
        [one] Un rendez-vous a été manqué avec ce carnet : ses chèques ne sont plus gardés d’avance.
       *[other] Avec ce carnet, { $count } rendez-vous ont été manqués : ses chèques ne sont plus gardés d’avance.
    }
    .next = Le carnet garde toute sa valeur. La personne peut venir sans réservation et donner ses chèques sur place.

SECOND_CARNET = { $from ->
        [none] { $left ->
            [none] Cette commande donne un seul carnet à chaque personne.
            [one] Il reste { $left } chèque dans le premier carnet de la personne.
           *[other] Il reste { $left } chèques dans le premier carnet de la personne.
        }
       *[other] La personne peut recevoir un deuxième carnet à partir du { $from }.
    }
    .next = Gardez ce carnet. Le réseau peut chercher une autre solution avec la personne : appelez-le.

FUNDS_MISMATCH = { $expected ->
        [none] Le montant reçu dépasse ce que la commande attend encore.
       *[other] Le montant reçu dépasse ce que la commande attend encore : { $expected }.
    }
    .next = Vérifiez le montant sur le relevé de la banque, puis appelez le commanditaire.

REFERENCE_USED = Un paiement avec ce numéro est déjà enregistré.
    .next = Relisez le numéro sur le relevé de la banque. S’il est juste, ce paiement est déjà compté.

DEADLINE_PASSED = { $until ->
        [none] Le délai est passé.
       *[other] Le délai est passé depuis le { $until }.
    }
    .next = Demandez au réseau de renouveler sa proposition.

PROOF_NOT_APPROVED = Le BAT de cette commande n’est pas encore approuvé.
    .next = Attendez l’accord du commanditaire, ou envoyez-lui un nouveau BAT.

NOTHING_TO_CREDIT = Tout ce qui n’a pas été utilisé a déjà fait l’objet d’un avoir.
    .next = Relisez les documents de la commande.

## Payments

NOTHING_TO_SETTLE = Il n’y a rien à payer pour cette période.
    .next = Revenez quand de nouveaux chèques auront été utilisés.

ALREADY_PAID = Ce chèque est dans un règlement déjà validé.
    .next = Corrigez l’encaissement : la somme sera reprise sur le prochain règlement du lieu.

DISPUTE_TOO_LATE = { $until ->
        [none] Ce relevé ne peut plus être contesté : son délai est passé.
       *[other] Ce relevé pouvait être contesté jusqu’au { $until }.
    }
    .next = Appelez le réseau : il regarde la question avec vous.

NO_ACCOUNT = { $venue ->
        [none] Un des lieux à payer n’a pas de compte bancaire enregistré.
       *[other] Le lieu « { $venue } » n’a pas de compte bancaire enregistré.
    }
    .next = Demandez à ce lieu son relevé d’identité bancaire, puis recommencez.

SAME_PERSON = La personne qui prépare une demande ne peut pas la valider.
    .next = Demandez à une autre personne de valider.

## What is typed in forms

IBAN_INVALID = Il y a sans doute une faute de frappe dans cet IBAN.
    .next = Recopiez l’IBAN du relevé d’identité bancaire, puis validez.

BIC_INVALID = Il y a sans doute une faute de frappe dans ce BIC.
    .next = Recopiez le BIC du relevé d’identité bancaire : il a 8 ou 11 caractères.

SIRET_INVALID = Il y a sans doute une faute de frappe dans ce numéro SIRET.
    .next = Recopiez les 14 chiffres du numéro SIRET, puis validez.

RNA_INVALID = Il y a sans doute une faute de frappe dans ce numéro d’association.
    .next = Recopiez la lettre W et les 9 caractères qui la suivent, puis validez.

HOURS_INVALID = Nous n’arrivons pas à lire ces horaires.
    .next = Écrivez-les comme dans cet exemple : Mo-Fr 09:00-12:00,14:00-17:00.

INPUT_INVALID = { $field ->
        [name] Ce nom ne peut pas être enregistré.
        [reason] Le motif ne peut pas être enregistré.
        [address] Cette adresse ne peut pas être enregistrée.
        [postalAddress] Il manque l’adresse postale de cette personne.
        [birthYear] Cette année de naissance ne peut pas être enregistrée.
        [phone] Ce numéro de téléphone ne peut pas être enregistré.
        [givenName] Ce prénom ne peut pas être enregistré.
        [familyName] Ce nom de famille ne peut pas être enregistré.
        [birthDate] Cette date de naissance ne peut pas être enregistrée.
        [mail] Cette adresse électronique ne peut pas être enregistrée.
        [toldBy] Il manque ce qu’il faut pour prévenir la personne de cette façon.
        [proxy] Ce proche ne peut pas être enregistré.
        [language] Cette langue ne peut pas être enregistrée.
        [purpose] Il manque une réponse, ou il y en a deux pour le même usage.
        [version] Ce texte d’accord n’existe pas.
        [reasons] Il manque une raison.
        [session] Cette séance n’est plus annoncée par ce lieu.
        [partner] Ce partenaire ne peut pas être enregistré.
        [note] Ce message ne peut pas être enregistré.
        [theme] Ce sujet ne peut pas être enregistré.
        [secret] Cette adresse secrète ne peut pas servir.
        [into] Ces deux fiches sont déjà la même personne.
        [tracking] Ce numéro de suivi ne peut pas être enregistré.
        [carnet] Ce carnet n’est pas de la commande de cette demande.
        [email] Cette adresse électronique ne peut pas être enregistrée.
        [size] Ce nombre de chèques par carnet ne peut pas être enregistré.
        [carnets] Ce nombre de carnets ne peut pas être enregistré.
        [missing] Les carnets comptés et les carnets manquants ne font pas le compte.
        [search] Il manque un numéro de carnet, ou un jour et une commune.
        [to] Ces carnets sont déjà dans cette réserve.
        [why] Il manque la raison : perdu ou volé.
        [faceValue] Cette valeur de chèque ne peut pas être enregistrée.
        [people] Ce nombre de personnes ne peut pas être enregistré.
        [minutes] Cette durée ne peut pas être enregistrée.
        [card] Nous ne trouvons pas cette carte.
        [seats] Ce nombre de places ne peut pas être enregistré.
        [title] Ce titre ne peut pas être enregistré.
        [pin] Ce code court est trop facile à deviner, ou n’a pas 6 chiffres.
        [roles] Il manque un rôle dans cette invitation.
        [holder] Ce titulaire de compte ne peut pas être enregistré.
        [documentDay] Cette date de document ne peut pas être enregistrée.
        [payeeCheck] Il manque la réponse de la banque sur le titulaire.
        [overrideReason] Il manque la raison d’accepter ce compte malgré la réponse de la banque.
        [minimum] Ce montant minimum ne peut pas être enregistré.
        [firstPaymentCap] Ce plafond ne peut pas être enregistré : il est au moins égal au plus petit paiement.
        [delay] Ce délai de paiement ne peut pas être enregistré.
        [perMille] Ces frais ne peuvent pas être enregistrés.
        [answers] Il manque une réponse dans ce bilan.
        [question] Un texte de cette question ne peut pas être enregistré.
        [questions] Un bilan a de 8 à 12 questions sur ce que la personne sait faire.
        [areas] Il manque des questions : chaque domaine en a au moins deux.
       *[other] Une des informations ne peut pas être enregistrée.
    }
    .next = Vérifiez ce que vous avez écrit, puis validez de nouveau.

DATES_INVALID = Ces dates ne vont pas ensemble, ou elles sont déjà passées.
    .next = Vérifiez l’ordre des dates, puis validez de nouveau.

VINTAGE_UNKNOWN = Nous n’avons pas la liste des communes de cette année.
    .next = Choisissez une année de 2022 à 2026.

COMMUNE_UNKNOWN = Nous ne trouvons pas cette commune à cette date.
    .next = Cherchez la commune par son nom : son code a peut-être changé.

## The bank

BANK_FILE_INVALID = { $why ->
        [kind] Ce fichier n’est pas un relevé, un avis ou une réponse de la banque.
        [truncated] Ce fichier est coupé : sa fin manque.
        [doctype] Ce fichier contient des instructions qu’une banque n’écrit pas.
        [account] Ce fichier parle d’un autre compte que celui du réseau.
        [currency] Ce fichier contient des montants qui ne sont pas en euros.
        [sums] Les écritures de ce relevé ne mènent pas de son premier solde au dernier.
        [size] Ce fichier est trop long pour une seule fois.
       *[other] Ce fichier n’est pas écrit comme les banques l’écrivent.
    }
    .next = { $why ->
        [kind] Demandez à la banque un fichier camt.053, camt.054 ou pain.002, puis importez-le.
        [truncated] Téléchargez-le de nouveau depuis la banque, en entier.
        [doctype] N’ouvrez pas ce fichier. Téléchargez-le de nouveau depuis le site de la banque.
        [account] Choisissez le fichier du compte qui paie les lieux.
        [size] Demandez à la banque un fichier par jour, puis importez-les l’un après l’autre.
       *[other] Téléchargez-le de nouveau depuis la banque. Si cela continue, appelez-la.
    }

STATEMENT_KNOWN = { $number ->
        [none] Ce relevé est déjà importé, avec un autre contenu.
       *[other] Le relevé { $number } est déjà importé, avec un autre contenu.
    }
    .next = Comparez les deux fichiers, puis demandez à la banque lequel est juste.

NEW_ACCOUNTS = { $count ->
        [none] Beaucoup de comptes de ce règlement n’ont jamais été payés.
        [one] Dans ce règlement, { $count } compte n’a jamais été payé.
       *[other] Dans ce règlement, { $count } comptes n’ont jamais été payés.
    }
    .next = Regardez chaque compte nouveau. Cochez ensuite la case qui le dit, puis validez.

DOSSIER_OPEN = Un compte proposé attend déjà une décision.
    .next = Attendez cette décision, ou demandez au réseau de refuser le compte proposé.

## Rights and order of things

FORBIDDEN = Votre compte ne permet pas de faire cela.
    .next = Demandez à la personne responsable de votre lieu, ou appelez le réseau.

NOT_FOUND = Nous ne trouvons pas ce que vous demandez.
    .next = Vérifiez ce que vous avez écrit, ou revenez à la liste.

WRONG_STAGE = { $stage ->
        [venue-closed] Ce lieu ne reçoit personne en ce moment.
       *[other] Ce n’est pas encore possible, ou ce n’est plus possible.
    }
    .next = { $stage ->
        [venue-closed] Choisissez un autre lieu, ou appelez le réseau.
       *[other] Rechargez la page pour voir où en sont les choses.
    }

SESSION_FULL = Il n’y a plus de place à cette séance.
    .next = Proposez une autre séance, ou inscrivez la personne sur la liste d’attente.

ROOM_TAKEN = { $at ->
        [none] La salle est déjà prise à ce moment.
       *[other] La salle est prise par une séance qui commence le { $at }.
    }
    .next = Choisissez une autre salle ou une autre heure, ou laissez cette date de côté.

TRAINER_TAKEN = { $at ->
        [none] Cette personne anime déjà une autre séance à ce moment.
       *[other] Cette personne anime déjà une séance qui commence le { $at }.
    }
    .next = Choisissez une autre personne ou une autre heure, ou laissez cette date de côté.

KEY_REUSED = Cette demande a déjà été envoyée avec un autre contenu.
    .next = Rechargez la page, regardez ce qui est enregistré, puis recommencez s’il le faut.

## Signing in

STEP_UP_NEEDED = Confirmez d’abord que c’est bien vous.
    .next = Donnez un code de votre application ou de votre carte, puis recommencez.

MAIL_SIGN_IN_NEEDED = Ce poste est ouvert avec un code court : cela ne suffit pas ici.
    .next = Connectez-vous avec votre adresse électronique, puis recommencez.

SIGN_IN_WRONG_CODE = Ce code n’est pas celui du message.
    .next = { $tries ->
        [none] Recopiez les six chiffres du dernier message reçu.
        [one] Recopiez les six chiffres du dernier message reçu. Il reste { $tries } essai.
       *[other] Recopiez les six chiffres du dernier message reçu. Il reste { $tries } essais.
    }

SIGN_IN_EXPIRED = Ce code ou ce lien ne marche plus.
    .next = Demandez un nouveau code, puis ouvrez le dernier message reçu.

SIGN_IN_USED = Ce code ou ce lien a déjà servi.
    .next = Demandez un nouveau code pour vous connecter encore une fois.

VISIT_ENDED = Votre connexion est terminée.
    .next = Connectez-vous de nouveau : ce que vous avez écrit n’est pas perdu.

SECOND_FACTOR_WRONG = Ce code ne convient pas, ou il a déjà servi.
    .next = Attendez le code suivant sur votre téléphone, ou relisez le numéro demandé sur la carte.

SECOND_FACTOR_MISSING = Vous n’avez pas encore de deuxième preuve.
    .next = Ouvrez votre compte, puis ajoutez un téléphone ou imprimez une carte.

PIN_WRONG = Ce code court ne correspond pas à ce nom.
    .next = { $tries ->
        [none] Écrivez-le de nouveau.
        [0] Connectez-vous avec votre adresse électronique, puis choisissez un nouveau code.
        [one] Écrivez-le de nouveau. Il reste { $tries } essai.
       *[other] Écrivez-le de nouveau. Il reste { $tries } essais.
    }

DEVICE_LOCKED = Trop de codes courts faux ont été essayés sur ce poste, à ce nom.
    .next = Connectez-vous avec votre adresse électronique, puis choisissez un nouveau code.

DEVICE_ENDED = Ce poste d’accueil n’est plus reconnu.
    .next = Connectez-vous avec votre adresse électronique. Votre responsable peut ajouter ce poste de nouveau.

INVITATION_ENDED = Cette invitation a déjà une réponse, ou son délai est passé.
    .next = Demandez une nouvelle invitation à la personne qui vous invite.

LAST_ADMINISTRATOR = Personne d’autre ne pourrait inviter les membres du réseau.
    .next = Donnez d’abord le rôle d’administrateur à une autre personne, puis recommencez.

## When it is our doing

UNAUTHENTICATED = Votre connexion n’est pas reconnue, ou elle est terminée.
    .next = Connectez-vous de nouveau, puis recommencez.

BAD_REQUEST = Nous n’arrivons pas à lire cette demande.
    .next = Rechargez la page et recommencez. Si cela continue, appelez le réseau.

LIMIT_EXCEEDED = Cette demande est trop grande pour une seule fois.
    .next = Demandez moins de choses à la fois.

VENUE_NODE_UNAVAILABLE = Nous n’arrivons pas à joindre un des lieux.
    .next = Essayez de nouveau plus tard, ou appelez ce lieu.

VENUE_NODE_TIMEOUT = Un des lieux met trop de temps à répondre.
    .next = Essayez de nouveau dans quelques minutes, ou appelez ce lieu.

VENUE_NODE_OLDER = Un des lieux ne peut pas encore donner cette information.
    .next = Appelez ce lieu pour la connaître.

UNAVAILABLE = Le service ne répond pas en ce moment.
    .next = Attendez une minute, puis recommencez.

INTERNAL = Quelque chose n’a pas marché de notre côté.
    .next = Recommencez. Si cela continue, appelez le réseau.
