# What became of the cheques, and where.

figures-title = Chiffres
figures-lead = Ce que sont devenus les carnets et les chèques, commune par commune.
figures-year = Année { $year }
figures-year-head = Année
figures-other-years = Autres années :
figures-shown = Sur la carte :
figures-carnets = Carnets remis aux habitants
figures-cheques = Chèques utilisés dans la commune
figures-map-carnets = Carnets remis aux habitants de chaque commune, { $year }
figures-map-cheques = Chèques utilisés dans chaque commune, { $year }
figures-commune = Commune
figures-code = Code INSEE
figures-total = Ensemble
figures-table = Par commune en { $year }, arrondi à 5
figures-caption = Les mêmes nombres sont dans le tableau qui suit.
figures-hidden = Nombre caché
figures-hidden-short = caché
figures-hidden-cell = caché
figures-nobody = 0
figures-under = Moins de { $until }
figures-between = De { $from } à { $until }
figures-over = { $from } ou plus
figures-communes = { $count ->
    [one] 1 commune
   *[other] { $count } communes
}
figures-csv = Télécharger ce tableau pour un tableur
figures-how = Comment ces nombres sont faits
    .text = Ils sont comptés sur les chèques seuls et arrondis à 5. Un nombre qui concerne moins de 11 carnets est caché, pour que personne ne soit reconnu. D'autres nombres sont cachés avec lui, sinon le total le trahirait.
