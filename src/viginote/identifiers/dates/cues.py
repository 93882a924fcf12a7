"""What stands around a date, or around what only looks like one: shared by the searches of this folder."""

from viginote.french.calendar import WEEKDAY
from viginote.regex import regex

ARTICLE = regex(r"\b(?:le|du|au|des|depuis) \Z")
LINE_START = regex(r"(?:^|\n)[ \-*•.o>]*\Z")
MONTH_CUE = regex(
    r"(?:\ben|\bde|\bdu mois d[e']|\bau mois d[e']|\bmois d[e']|\bdepuis|\bdep|\bjusque|\bplutot"
    r"|\ben cours d[e']|\brdv|\bcontrole|\bavant|\bapres|\bdebut|\bfin|\bmi|\bcourant|\bjusqu'(?:en|a)"
    r"|\bdes|\bvers|\bpour|\ba partir de|\b(?:reporte|remis|decale|repousse)e?s? (?:a|en))[ \-]?\(?\Z"
)
PART_OF_YEAR = regex(
    r"\b(?:fin|debut|mi|courant|ete|hiver|automne|printemps|noel|toussaint|rentree|paques|pentecote"
    r"|vacances|ramadan|[1-4](?:er|e|eme) (?:trimestre|semestre)"
    # as German, Dutch, English and Spanish notes say it
    r"|anfang|mitte|ende|begin|half|eind|early|late|end of|principios de|mediados de|finales de)[ \-]\Z"
)
YEAR_CUE = regex(
    r"(?:\ben|\bdepuis|\bdepuis l'annee|\bl'annee|\bl'an|\bannees?|\bdebut|\bfin|\bmi|\bcourant|\bete|\bhiver"
    r"|\bautomne|\bprintemps|\bnoel|\bdatant de|\bremont\w{1,3} a|\bdate de|\bjusqu'en|\bjusqu'a|\bavant"
    r"|\bapres|\bvers|\bdes|\bsince|\bin|\bpromotion|\bbilan de|\bgrossesse de|\bnaissance|\b(?:courriers?"
    r"|lettres?|cliches|tests?|dossier|scan\w*|irm|radios?|echo\w*|examens?|sejour|operation"
    r"|controle|hospitalisation|proces|plainte|expertise) de|\bannee d[^.:;\n]{2,20} ?:)[ \-]?\(?\Z"
)
SINCE = regex(r"\b(?:en|depuis|debut|fin) \Z")
CLASSIFICATION = regex(
    r"\b(?:acr|eular|tnm|oms|who|figo|esc|has|dsm|cim|icd|criteres?|classification|version|recommandations?"
    r"|recist|slicc|bethesda|gold|gina|kdigo|nyha|ref|norme|iso|loi|decret|code|article|art|et al)\.?,?"
    r"(?: (?:de|du|d'))? ?\(?\Z"
)
SCALE_BEFORE = regex(
    r"\b(?:ta|pa|tas|tad|tension|arterielle|bp|eva|en|eval\w*|score|apgar|glasgow|gcs|av|acuite|cotee?|note"
    r"|od|og|odg|silverman|mmse?|mms|moca|ratio|norme|version|bishop|grade|stade|vision|force|testing"
    r"|douleur|lit|ch|chambre|page|p|l[1-5]|c[1-7] ?[-/])(?: (?:de|a|est|etait|initial|cote|fin|debut"
    r"|moy\w*|max\w*|min\w*|repos|couche|debout|bras|gauche|droit|matin|soir|ide))*[ :=]*\Z"
)
SCALE_AFTER = regex(
    r" ?(?:= ?(?:score|eva|indice|note)|mm\b|cm|ml|mg|kg|g\b|l\b(?!')|h\b|j\b(?!')|ui|mois|ans?\b|jours?"
    r"|semaines?|sem\b|fois|e\b|eme|ieme|/(?! [a-z])|(?:sup|inf|ant|post)(?:erieur|\b)|(?:dist|prox|lat"
    r"|med)(?:al|ian|er|\b)|moy(?:en|\b)|interne|externe|d[eu]s?\b|d'|gauche|droit|superieur|copies|\*|±|>"
    r"|<)"
)
PART_AFTER = regex(r" (?:d[eu]s?\b|d')")  # "2/3 de la plaie", and "13/2 de 10 h"
UNIT_AFTER = regex(r" ?(?:/(?! )|%|[mµu]?(?:g|l|ui|mol)\b|mm|cm|copies|elements|ui)")
#: Words of meetings, examinations and events, which have their day.
EVENT = (
    r"(?:rdv|rv|next|rendez-vous|cs|consult\w*|vue?|revue?|hospit\w*|entree|sortie?s?|date|irm|tdm|scanner"
    r"|bilan|controle|debut|dernier|comite|fin|arret|reprise|pose|rcp|staff|echo|tep|pet|ecg|eeg|fibro|colo"
    r"|nfs|crp|iono|creat\w*|rai|ecbu|pds|prise de sang|rx|radio\w*|et[to]|doppler|efr|mammo\w*|frottis|fcv"
    r"|inj|debutee?|arretee?|stoppee?|retiree?s?|refaite?s?|extubee?|intubee?|deced\w*|deces|readmis\w*"
    r"|prolong\w*|mail|sms|fax"
    r"|oper\w*|chir\w*|prevue?|programmee?|vaccin\w*|biopsie|ponction|transfusion|ddr|dpa|accouch\w*|j0"
    r"|appel\w*|revoir|resultats?|relance\w*|departs?|retours?|avant|apres|depuis|livraison|naissance"
    r"|visite|passage|injection|reunion|intervention|ablation|urgences|transfer\w*|courrier|recue?|dicte"
    r"|frappe|tape|relu|signe|reporte\w*|decale\w*|annule\w*|deplace\w*|holter|pesees?|accident|ce jour"
    r"|hier|aujourd'hui|demain|avc|ait|idm|ts|imv|ivg|chute|malaise|admis\w*"
    rf"|{WEEKDAY}|lun|mar|mer|jeu|ven|sam|dim)"
)
#: Right before the day of what comes next, in any form: "prochaine 7/11", "RDV suivant 6/12", "ce 2/9", "RTC
#: 4/9", "Échographie : 10/17".
NEXT = regex(
    r"(?:\b(?:(?:re)?(?:planifie|programme|fixe|reporte|decale|prevu|reserve)e?s?|(?<!de )ce|vend(?:redi)?"
    r"|bloc"
    r"|(?:reprise|controle|revoir|vous|datee?) (?:le|du)|rdv|rv|rtc|f/?u|follow-up|next|suivi|suivante?"
    r"|rappele?e?|refection|preleve|lmp|edd|menstruations|regles|labs?|clini(?:que|c)|echographie|duplex"
    r"|irm|scanner|pre-?op|post-?op|audience|hearing|entretien|vol|revenir|revient|a retirer|parloir|reunion"
    r"|(?:seen|visit|admit(?:ted)?|discharged?|d/c|appt|appointment)(?: on)?"
    r"|transfere|expire|depose|arrive|reprendre|interview|seance de|vue? en|dicte)"
    r"|\b(?:prochaine?s?|derni(?:er|ere)s?)(?: (?!eva|score|note|cotation)[a-z'\-]{2,16}){0,2})[ :]{1,3}\Z"
)
#: What stands before and behind the stroke of a blood pressure in centimetres of mercury.
SYSTOLIC, DIASTOLIC = range(8, 23), range(5, 11)
LAST_SCORE = 12  # a day after the twelfth is no score out of ten or twelve
# A pattern that begins with one plain character class is skipped through at the speed of a memory scan;
# so each begins with the digit itself and looks behind afterwards.
FIRST_DIGIT = r"[0-9](?<![0-9].)"
