package estonian

import "strings"

// everydayWords are nouns and adjectives of everyday language, which acts have
// seldom or never: the nominative, after a stroke the genitive where it is
// another form, after a second one the genitive plural where it begins
// compounds (laste-, meeste-). A hyphen before a vowel stands for the
// nominative with this vowel after it.
const everydayWords = `
ema isa vend/venna õde/õe poeg/poja tütar/tütre laps/lapse/laste beebi titt/tita mees/mehe/meeste naine/naise/naiste poiss/poisi/poiste
tüdruk-u/tüdrukute neiu noor-e/noorte vanem-a/vanemate onu tädi nõbu/nõo pere sugulane/sugulase sõber/sõbra sõbranna naaber/naabri/naabrite
külaline/külalise/külaliste pruut/pruudi lesk/lese orb/orvu kaksik-u/kaksikute memm-e taat/taadi preili proua härra kutt/kuti tüüp/tüübi semu
inimene/inimese/inimeste rahvas/rahva rass-i hõim-u lell-e poisike/poisikese tibi kamraad-i boss-i
pea juus/juukse/juuste silm-a kõrv-a nina suu huul-e/huulte hammas/hamba/hammaste keel-e põsk/põse lõug/lõua kael-a õlg/õla käsi/käe/käte sõrm-e
küüs/küüne/küünte rind/rinna kõht/kõhu selg/selja puus-a jalg/jala põlv-e varvas/varba/varvaste kand/kanna nahk/naha luu veri/vere süda/südame aju
kops-u maks-a neer-u magu/mao soolikas/soolika närv-i lihas-e/lihaste habe/habeme kulm-u laup/lauba nägu/näo kukal/kukla tagumik-u naba piht/piha
ranne/randme hing-e hääl-e keha pisar-a higi käpp/käpa saba tiib/tiiva karv-a nokk/noka sarv-e vunts-i kurk/kurgu rusikas/rusika pihk/pihu
kämmal/kämbla säär-e reis/reie kondi sool-e
haigus-e/haiguste haige/haige/haigete arst-i valu palavik-u köha nohu gripp/gripi viirus-e/viiruste bakter-i vaktsiin-i ravim-i rohi/rohu
tablett/tableti tervis-e haigla apteek/apteegi haav-a süst-i vähk/vähi põletik-u allergia nakkus-e/nakkuste plaaster/plaastri stress-i depressioon-i
uni/une operatsioon-i sünnitus-e dieet/dieedi vitamiin-i mürk/mürgi narkootikum-i suitsetaja joodik-u puhang-u koroona
kodu maja korter-i tuba/toa köök/köögi vann-i duš/duši uks/ukse/uste aken/akna sein-a lagi/lae põrand-a katus-e trepp/trepi kelder/keldri pööning-u
rõdu aed/aia õu/õue hoov-i garaaž-i saun-a kuur-i värav-a lukk/luku võti/võtme laud/laua tool-i diivan-i voodi kapp/kapi riiul-i sahtel/sahtli
peegel/peegli vaip/vaiba kardin-a lamp/lambi padi/padja tekk/teki lina rätik-u rätt/räti madrats-i mööbel/mööbli ahi/ahju pliit/pliidi kamin-a
korsten/korstna külmik-u kraan-i toru pott/poti pann-i taldrik-u tass-i klaas-i kruus-i pudel-i kann-u nuga/noa kahvel/kahvli lusikas/lusika
kauss/kausi ämber/ämbri hari/harja luud/luua tolm-u prügi kott/koti kast-i karp/karbi korv-i purk/purgi küünal/küünla tikk/tiku kell-a remont/remondi
tapeet/tapeedi värv-i kruvi nael-a haamer/haamri saag/sae kirves/kirve redel-i labidas/labida riist-a aia tahvel/tahvli pesa onn-i loss-i torn-i talu
laut/lauda ait/aida küün-i veski kaev-u pink/pingi müür-i sammas/samba tara plank/plangu luuk/luugi urn-i käru reha hang-u vikat-i niit/niidi nõel-a
kangas/kanga lõng-a nöör-i köis/köie traat/traadi
toit/toidu leib/leiva sai-a või piim-a juust-u koor-e jogurt-i muna liha vorst-i sink/singi peekon-i kala räim-e lõhe heeringas/heeringa kana
supp/supi salat-i praad/prae kaste/kastme kartul-i/kartulite kapsas/kapsa porgand-i peet/peedi kaalikas/kaalika sibul-a lauk/laugu kurk/kurgi tomat-i
paprika kõrvits-a hernes/herne uba/oa seen-e/seente mari/marja õun-a/õunte pirn-i ploom-i kirss/kirsi maasikas/maasika vaarikas/vaarika
mustikas/mustika jõhvikas/jõhvika pohl-a sidrun-i apelsin-i banaan-i pähkel/pähkli rosin-a mesi/mee suhkur/suhkru sool-a pipar/pipra jahu riis-i
makaron-i puder/pudru helves/helbe kook/koogi tort/tordi küpsis-e kringel/kringli pirukas/piruka pitsa burger-i šokolaad-i komm-i jäätis-e krõps-u
moos-i mahl-a vesi/vee limonaad-i tee kohv-i kakao õlu/õlle vein-i viin-a siider/siidri konjak-i alkohol-i jook/joogi söök/söögi restoran-i kohvik-u
baar-i pubi kokk/koka menüü retsept-i vürts-i maitse äädikas/äädika õli rasv-a taigen/taigna pärm-i roog/roa kõrs/kõrre eine maius-e
riie/riide/riiete särk/särgi pluus-i kleit/kleidi seelik-u püks-i/pükste sokk/soki sukk/suka king-a saabas/saapa/saabaste suss-i müts-i sall-i
kinnas/kinda/kinnaste jope jakk/jaki mantel/mantli kampsun-i lips-u vöö rihm-a nööp/nööbi tasku rõivas/rõiva/rõivaste pesu kostüüm-i mood/moe ehe/ehte
sõrmus-e kett/keti prill-i vari/varju kuub/kuue konts-a tald/talla krae varrukas/varruka seep/seebi šampoon-i parfüüm-i soeng-u
mets-a puu lill-e muru põld/põllu hein-a niit/niidu soo raba jõgi/jõe järv-e meri/mere oja allikas/allika saar-e rand/ranna liiv-a kivi mägi/mäe
org/oru küngas/künka tiik/tiigi laine tuul-e vihm-a lumi/lume jää pakane/pakase udu pilv-e äike/äikese torm-i päike/päikese kuu täht/tähe taevas/taeva
õhk/õhu tuli/tule suits-u ilm-a kliima kevad-e suvi/suve sügis-e talv-e kask/kase mänd/männi kuusk/kuuse tamm-e pärn-a vaher/vahtra haab/haava
lepp/lepa kadakas/kadaka sirel-i roos-i tulp/tulbi nelk/nelgi sammal/sambla leht/lehe/lehtede oks-a juur-e/juurte tüvi/tüve seeme/seemne/seemnete
vili/vilja õis/õie/õite käbi kalju koobas/koopa lagendik-u kaar-e põõsas/põõsa võsa muld/mulla savi lomp/lombi kosk/kose kraav-i laht/lahe ookean-i
kõrb-e džungel/džungli
koer-a/koerte kass-i lehm-a hobune/hobuse hobu lammas/lamba kits-e siga/sea põrsas/põrsa kukk/kuke hani/hane part/pardi kalkun-i jänes-e küülik-u
hiir-e/hiirte rott/roti rebane/rebase hunt/hundi karu põder/põdra orav-a siil-i mäger/mägra kobras/kopra ilves-e lõvi tiiger/tiigri elevant/elevandi
ahv-i kaamel-i madu/mao uss-i konn-a sisalik-u lind/linnu kotkas/kotka kull-i vares-e harakas/haraka tuvi varblane/varblase kajakas/kajaka luik/luige
kurg/kure rästas/rästa sulg/sule putukas/putuka kärbes/kärbse sääsk/sääse mesilane/mesilase herilane/herilase sipelgas/sipelga ämblik-u
liblikas/liblika mardikas/mardika kirp/kirbu puuk/puugi tigu/teo hai ahven-a haug-i angerjas/angerja vaal-a hüljes/hülge loom-a kutsikas/kutsika
varss/varsa vasikas/vasika härg/härja pull-i mära täkk/täku elajas/elaja koletis-e lohe dinosaurus-e kari/karja puur-i
auto buss-i tramm-i troll-i rong-i lennuk-i laev-a paat/paadi jaht/jahi praam-i ratas/ratta/rataste mootor-i takso veok-i traktor-i rekka kelk/kelgu
suusk/suusa uisk/uisu rool-i pidur-i rehv-i kumm-i bensiin-i diisel/diisli kütus-e paak/paagi tankla jaam-a peatus-e sadam-a sild/silla tänav-a
rada/raja ristmik-u foor-i parkla pilet-i sõit/sõidu reis-i lend/lennu liiklus-e juht/juhi kiirus-e avarii ummik-u märk/märgi kaart/kaardi
kiiver/kiivri turist-i matk-a laager/laagri telk/telgi hotell-i puhkus-e kohver/kohvri puri/purje aer-u ankur/ankru kapten-i piloot/piloodi romu
iste/istme salong-i
kool-i klass-i õpetaja õpilane/õpilase tund/tunni õpe/õppe eksam-i raamat-u vihik-u pliiats-i pastakas/pastaka paber-i arvuti direktor-i kursus-e
loeng-u teadus-e matemaatika füüsika keemia bioloogia muusika kunst-i teater/teatri kino film-i kontsert/kontserdi ooper-i laul-u tants-u pill-i
kitarr-i klaver-i viiul-i trumm-i bänd-i koor-i plaat/plaadi raadio televiisor-i uudis-e/uudiste saade/saate seriaal-i sari/sarja näitleja laulja
kirjanik-u luuletus-e jutt/jutu lugu/loo romaan-i anekdoot/anekdoodi nali/nalja pilt/pildi foto video kaamera näitus-e muuseum-i sõna lause tähestik-u
hinne/hinde koolitus-e õppur-i tudeng-i professor-i rektor-i stipendium-i konspekt-i kunstnik-u maal-i kuju lava publik-u stseen-i roll-i nukk/nuku
tsirkus-e pidu/peo viis-i noot/noodi heli album-i staar-i ansambel/ansambli kiri/kirja luule mõistatus-e köide/köite kaas/kaane
sport/spordi pall-i võrk/võrgu väljak-u staadion-i mäng-u võistlus-e/võistluste võit/võidu kaotus-e treener-i trenn-i jooks-u ujumine/ujumise hoki
tennis-e male kabe maadlus-e poks-i medal-i karikas/karika rekord-i liiga klubi fänn-i turniir-i nupp/nupu mängija jooksja ujuja suusataja hüpe/hüppe
vise/viske löök/löögi söötja põrge/põrke finaal-i voor-u olümpia meister/meistri võimla ring-i
telefon-i mobiil-i ekraan-i klaviatuur-i printer-i internet/interneti veeb-i sait/saidi blogi kommentaar-i foorum-i post-i meil-i sõnum-i fail-i
programm-i äpp/äpi kood-i parool-i link/lingi klikk/kliki konto server-i ketas/ketta mälu aku patarei laadija juhe/juhtme/juhtmete pistik-u
elekter/elektri vool-u robot-i masin-a kosmos-e rakett/raketi satelliit/satelliidi pult/puldi kõlar-i monitor-i piksel/piksli lüliti antenn-i kanal-i
andur-i loogika klipp/klipi vidin-a
raha pank/panga laen-u arve hind/hinna kaup/kauba pood/poe turg/turu kauplus-e ost-u müük/müügi müüja ostja klient/kliendi kassa sent/sendi euro
kroon-i dollar-i palk/palga pension-i maks-u aktsia börs-i firma äri kontor-i ülemus-e töötaja leping-u reklaam-i kampaania kingitus-e kink/kingi
võlg/võla varas/varga röövel/röövli pakett/paketi lett/leti tasu trahv-i kulu säästja summa miljonär-i kelm-i petis-e pettus-e maffia
aeg/aja päev-a nädal-a aasta minut-i sekund-i hommik-u õhtu öö lõuna kesköö vahetus-e püha jõul-u/jõulude jaan-i vastla advent/advendi sünd/sünni
juubel-i pulm-a/pulmade matus-e/matuste sajand-i tulevik-u minevik-u paus-i algus-e lõpp/lõpu hetk-e
armastus-e arm-u viha rõõm-u mure hirm-u õnn-e kurbus-e unistus-e soov-i mõte/mõtte tunne/tunde meel-e lollus-e julgus-e elu surm-a jumal-a kirik-u
usk/usu vaim-u kurat/kuradi põrgu ingel/ingli nõid/nõia kuningas/kuninga prints-i printsess-i sõda/sõja rahu relv-a püss-i mõõk/mõõga pomm-i sõdur-i
vaenlane/vaenlase kangelane/kangelase ilu võim-u kontroll-i paneel-i sedel-i automaat/automaadi kapital-i eksport/ekspordi import/impordi autor-i
vahemik-u juhtum-i jõud/jõu rist-i piibel/piibli pühak-u preester/preestri palve patt/patu sõprus-e oskus-e paanika õudus-e häire kriis-i rahvus-e
kultus-e kultuur-i loomus-e huumor-i kire/kire suhe/suhte/suhete hobi saladus-e viga/vea õpetus-e jama jant/jandi müra pask/pasa sitt/sita kaklus-e
vandenõu tragöödia komöödia vastus-e küsimus-e/küsimuste
linn-a küla alev-i riik/riigi maa maailm-a eesti vene soome saksa inglise inglis prantsuse prantsus läti leedu rootsi hiina jaapani ameerika poola
itaalia hispaania kreeka türgi india araabia juudi norra taani rooma ungari ukraina balti liivi võru setu saare hiiu lääne põhja ida islam-i plats-i
park/pargi kvartal-i
puit/puidu raud/raua teras-e kuld/kulla hõbe/hõbeda vask/vase plast-i plastik-u betoon-i tellis-e vill-a siid-i kile papp/papi kriit/kriidi lakk/laki
liim-i malm-i tina pronks-i marmor-i graniit/graniidi magnet-i kristall-i pärl-i teemant/teemandi aatom-i osake/osakese molekul-i
koht/koha kord/korra jagu/jao osa tükk/tüki pool-e ots-a külg/külje serv-a nurk/nurga rida/rea joon-e hulk/hulga liik/liigi sort/sordi mark/margi
süsteem-i plaan-i kava skeem-i teooria idee probleem-i lahendus-e põhjus-e vahe kiht/kihi auk/augu pragu/prao vars/varre kiir-e laik/laigu plekk/pleki
jälg/jälje lõhn-a hais-u valgus-e vorm-i suurus-e kaal-u pikkus-e jupp/jupi paar-i komplekt-i kimp/kimbu virn-a hunnik-u kuhi/kuhja rull-i grupp/grupi
kamp/kamba jõuk/jõugu punkt-i number/numbri reegel/reegli tase/taseme tegija looja pidaja kandja vedaja omanik-u mõju voog/voo varu saak/saagi aine
jääk/jäägi plokk/ploki tipp/tipu põhi/põhja pind/pinna raam-i äär-e/äärte keskus-e valik-u raskus-e võte/võtte panek-u tulek-u minek-u olek-u
käik/käigu lask-u tõmme/tõmbe tõde/tõe käänd/käände mõiste näide/näite vaade/vaate pilk/pilgu samm-u vigur-i trikk/triki loend-i
häll-i kiik/kiige asi/asja lutt/luti mähe/mähkme vanker/vankri kiosk-i söökla kasiino disko bassein-i spaa massaaž-i juuksur-i sepp/sepa rätsep-a
kelner-i koristaja valvur-i politsei vägi/väe kindral-i president/presidendi minister/ministri poliitik-u partei ajakirjanik-u toimetaja fotograaf-i
produtsent/produtsendi advokaat/advokaadi vang-i vangla mõrv-a mõrvar-i laip/laiba kirst-u haud/haua kalmistu surnu vampiir-i kummitus-e tont/tondi
päkapikk/päkapiku haldjas/haldja tulnukas/tulnuka planeet/planeedi galaktika vulkaan-i katastroof-i headus-e hullus-e tarkus-e rumalus-e vaesus-e
rikkus-e noorus-e vanadus-e kuulsus-e vaikus-e pimedus-e soojus-e kõrgus-e tugevus-e nõrkus-e janu nälg/nälja iha värin-a välk/välgu kõu kuusik-u
männik-u kaasik-u lepik-u metsik-u kirjandus-e reporter-i intervjuu küsitlus-e ekspert/eksperdi teadlane/teadlase insener-i arhitekt/arhitekti
tehnik-u mehaanik-u elektrik-u ehitaja maaler-i pagar-i lihunik-u kalur-i kütt/küti metsnik-u aednik-u talunik-u karjus-e teener-i sulane/sulase
mõis-a/mõisa vürst-i keiser/keisri krahv-i rüütel/rüütli linnus-e kants-i vibu nool-e oda kilp/kilbi lipp/lipu vapp/vapi sõdalane/sõdalase luuraja
spioon-i agent/agendi reetur-i mässaja revolutsioon-i streik/streigi koosolek-u debatt/debati valija hääletus-e koalitsioon-i opositsioon-i
erakond/erakonna seltskond/seltskonna vestlus-e kohtumine/kohtumise sündmus-e seiklus-e üllatus-e pettumus-e edu kasu kahju oht/ohu abi lootus-e
usaldus-e truudus-e kirg/kire suudlus-e kallistus-e armuke/armukese lahutus-e kihlus-e perekond/perekonna põlvkond/põlvkonna pärandus-e mälestus-e
harjumus-e komme/kombe traditsioon-i rituaal-i tseremoonia loits-u needus-e ime ennustus-e horoskoop/horoskoobi sodiaak/sodiaagi numeroloogia saatus-e
juhus-e võimalus-e õnnetus-e plahvatus-e põleng-u
adrenaliin-i amet-i analüüs-i artikkel/artikli akadeemia aktivist-i annus-e asfalt/asfaldi astronoomia atmosfäär-i autogramm-i ballett/balleti bande
batoon-i biograafia bioloog-i buum-i demokraatia detektiiv-i diagnoos-i dialoog-i diktaator-i disain-i doktor-i draama efekt-i elamus-e energia
entsüklopeedia episood-i etapp/etapi etendus-e fakt-i fanaatik-u fantaasia fašist-i fenomen-i festival-i figuur-i filosoof-i filosoofia
formaat/formaadi fraas-i galerii garantii gaas-i geen-i geenius-e generaator-i gloobus-e graafik-u grill-i hiid/hiiu hiiglane/hiiglase hinnang-u
horisont/horisondi hüpnoos-i idioot/idioodi illusioon-i imperaator-i instinkt-i intriig-i invasioon-i jooga kaader/kaadri kabinet-i kahur-i kaktus-e
kalender/kalendri kalkulaator-i kamber/kambri kandik-u kanep-i karakter-i karikatuur-i karjäär-i karneval-i kataloog-i katse keks-i klann-i klišee
kloun-i kogemus-e kogudus-e kollektsioon-i komandör-i kombinatsioon-i kommunist-i kompass-i kompleks-i kondoom-i kontakt-i konflikt-i koomik-u
koomiks-i kraam-i krahh-i krunt/krundi kübar-a kuller-i kujund-i kutse labor-i labürint/labürindi laeng-u lavastus-e leek/leegi legend-i leiutis-e
liider/liidri lipik-u loos-i loosung-i loto luksus-e lõks-u maag-i maastik-u makett/maketi maniakk/maniaki maraton-i mask-i meedia mehhanism-i melu
metall-i meetod-i missioon-i moraal-i mosaiik/mosaiigi motiiv-i muster/mustri muutus-e mõistus-e mõnu mäss-u müstika müüt/müüdi nafta narkomaan-i
natsist-i neuron-i nohik-u objekt-i ohver/ohvri oksjon-i ordu orkester/orkestri orkaan-i ornament-i pakk/paki palee parukas/paruka partii pass-i
patsient/patsiendi peldik-u perspektiiv-i piir-i pingutus-e piraat/piraadi pisik-u plakat-i platvorm-i poeet/poeedi poliitika porno portaal-i poos-i
portree praht/prahi praktika profiil-i prognoos-i projekt-i prožektor-i protest-i protokoll-i proosa proov-i psühholoog-i psühholoogia pulk/pulga
pulber/pulbri putka põgenik-u radar-i rahe rakendus-e redis-e refleks-i religioon-i romantika rutiin-i röntgen-i saatan-a salm-i seanss/seansi
segadus-e seks-i sekt-i sfäär-i show signaal-i situatsioon-i skulptuur-i slaid-i snaiper/snaipri solvang-u sponsor-i stamp/stambi start/stardi
statistika stiil-i strateegia struktuur-i stuudio sümbol-i sümptom-i süžee šaht-i šaman-i šokk/šoki taktika talent/talendi tatt/tati teema
tegelane/tegelase tehnoloogia temp/tembu tempel/templi tempo tera terroor-i terrorist-i test-i tiir-u tiitel/tiitli toon-i tops-i trauma trend-i
triip/triibu triumf-i tsensuur-i tsivilisatsioon-i tsükkel/tsükli tõbi/tõve tõlge/tõlke tõld/tõlla uim-u universum-i usund-i uurimus-e unelm-a
vabadus-e vagun-i vaht/vahu vahend-i valem-i valss/valsi vestern-i viiking-i vile vimm-a visioon-i võlu võlur-i väide/väite värss/värsi õmblus-e
ülesanne/ülesande üritus-e spekter/spektri linnak-u mudel-i malev-a rõngas/rõnga vits-a tala tapp/tapi vint/vindi mutter/mutri polt/poldi tihend-i
filter/filtri katel/katla pump/pumba turbiin-i reaktor-i kiip/kiibi laser-i lääts-e luup/luubi mikroskoop/mikroskoobi termomeeter/termomeetri
kompott/kompoti marinaad-i kotlet-i rukis/rukki nisu oder/odra kaer-a tatar/tatra mais-i soja oliiv-i kookos-e ananass-i arbuus-i melon-i avokaado
till-i petersell-i basiilik-u ingver-i kaneel-i vanill-i tõrv-a tahm-a nõgi/nõe tuhk/tuha süsi/söe turvas/turba halg/halu laast-u saepuru okas/okka
känd/kännu risu vaik/vaigu mats-i parun-i ori/orja regi/ree sadul-a piits-a kabi sõrg/sõra vutt/vuti kaigas/kaika kepp/kepi sau/saua rehepapp/rehepapi
kratt/krati näkk/näki vanapagan-a lummus-e luul-u oksiid-i meedik-u mikroob-i automaatika teoreem-i paradiis-i kompost-i autoriteet/autoriteedi
minimaalne/minimaalse unikaalne/unikaalse maaling-u vaimustus-e telekas/teleka politseinik-u ametnik-u kooslus-e saavutus-e lemmik-u vaatleja
turundus-e pagulane/pagulase välismaalane/välismaalase kangelanna kuninganna jumalanna lauljanna nooruk-i vanur-i pensionär-i invaliid-i sant/sandi
kerjus-e hulkur-i kodanik-u elanik-u asukas/asuka inimkond/inimkonna ühiskond/ühiskonna loodus-e keskkond/keskkonna pildistaja kuulaja vaataja lugeja
kirjutaja toimetus-e väljaanne/väljaande peatükk/peatüki lõik/lõigu rubriik/rubriigi karikakar/karikakra moon-i pojeng-i orhidee kummel-i salvei
humal-a kanarbik-u samblik-u vetikas/vetika rakk/raku kude/koe ensüüm-i hormoon-i valk/valgu süsivesik-u kalor-i jumestus-e tätoveering-u peegeldus-e
heledus-e varjund-i kontrast-i muhk/muhu arm-i kriim-u vill-i sügelus-e iiveldus-e minestus-e uimasus-e väsimus-e unetus-e valvsus-e erksus-e ärevus-e
rahutus-e kartus-e uhkus-e häbi süü kahetsus-e andestus-e lepitus-e vaen-u kadedus-e ahnus-e laiskus-e hoolsus-e usinus-e täpsus-e lohakus-e
`

// foreparts stand before words and are no words of their own there, or no
// nouns: prefixes, short forms of adjectives, adverbs, numerals, pronouns.
const foreparts = `
see mis nii sama mingi selle tähele meele teoks tõeks valmis öö au õu naeru eba ala üla eel järel ees taga kõrval kõrvale all alla peal peale üle ülem
alam üli ase taas kaas vastu ette tagasi sisse välja üles maha juurde kaasa kokku lahti kinni läbi ümber mööda edasi järele ära lahku esile vahele
eest pealt koju kätte otse päri sala isa ema enne pärast esma esi alg lõpp põhi pea üld kesk kõrg lähi kaug kiir liht laus rist püst põik era eri ühis
sega hulgi päris vale muinas nüüdis täna eile homme mitte suur väike vana uus noor must valge puna sini rohe kolla hall pruun roosa hele tume lühi lai
sügav paks külm soe hapu magus toor kuiv kõva pehme raske kerg hea hüva halb paha kuri hull kaine pime kurt vaene rikas tühi täis terve pool poole
üksik vaba ise enese oma omaette teise ainu kogu puhta kahe kolme nelja viie kuue seitsme kaheksa üheksa kümne saja tuhande miljoni mitme mõne iga ühe
kahekümne kolmekümne viiekümne esmas paljas püsi aja ilma ime imeilus iid ürg hiid pisi lame ahel liit seen nuri võõr kodu hiline varajane vara pikk
kald keerd sund tava abi lisa kate kaks üks kolm neli viis kuus seitse ligi ääre alus vahe sise välis üht võrd ebar kunst nuti digi inim naaber rahvus
mikro makro mini maksi mega giga kilo milli senti nano bio geo hüdro termo elektro foto tele auto video audio stereo mono multi pseudo kvaasi anti eks
ekstra super hüper ultra infra neo psühho sotsio aero astro küber info narko agro öko etno euro meta para poliit seksi dokumentaal baas
`

// headparts end compounds and seldom stand free: what is one year old, of one
// sort, worth or able to do something.
const headparts = `
aastane/aastase kordne/kordse poolne/poolse sugune/suguse väärne/väärse alane/alase aegne/aegse pärane/pärase laadne/laadse päine/päise keelne/keelse
meelne/meelse jalgne/jalgse silmne/silmse käeline/käelise värviline/värvilise kujuline/kujulise tähtis/tähtsa ohtlik/ohtliku kindel/kindla
vääriline/väärilise taoline/taolise ealine/ealise päevane/päevase kuine/kuise nädalane/nädalase tunnine/tunnise eurone/eurose kroonine/kroonise
meetrine/meetrise kilone/kilose liitrine/liitrise protsendine/protsendise korruseline/korruselise toaline/toalise kohaline/kohalise osaline/osalise
astmeline/astmelise häälne/häälse usuline/usulise suguline/sugulise tasuline/tasulise kulukas/kuluka rikas/rikka vaene/vaese vaba/vaba
võimeline/võimelise hingeline/hingelise mõtteline/mõttelise maalane/maalase värvi/värvi meeter/meetri kilo/kilo aasta/aasta mõõtmeline/mõõtmelise
pealne/pealse sisene/sisese vaheline/vahelise järgne/järgse eelne/eelse vastane/vastase põhine/põhise kestev/kestva seisev/seisva pidav/pidava
tulev/tuleva olev/oleva tulija minija käija pidamine/pidamise täis/täie
`

// everydayAdjectives are adjectives, in the same way.
const everydayAdjectives = `
ilus/ilusa kole/koleda kena armas/armsa lühike/lühikese peenike/peenikese tugev-a nõrk/nõrga kiire aeglane/aeglase tark/targa rumal-a loll-i julge
arg/ara aus-a kaval-a laisk/laisa usin-a viisakas/viisaka vaikne/vaikse vali/valju tasane/tasase kurb/kurva rõõmus/rõõmsa õnnelik-u lahke helde
kade/kadeda uhke häbelik-u värske kuum-a külm-a jahe/jaheda niiske puhas/puhta hele/heleda tume/tumeda valge punane/punase sinine/sinise
roheline/rohelise kollane/kollase lilla oranž-i kuldne/kuldse hõbedane/hõbedase mõru kibe/kibeda soolane/soolase vürtsikas/vürtsika rasvane/rasvase
tervislik-u kallis/kalli odav-a kerge raske lihtne/lihtsa keeruline/keerulise huvitav-a igav-a naljakas/naljaka imelik-u tavaline/tavalise
populaarne/populaarse kuulus/kuulsa moodne/moodsa mugav-a turvaline/turvalise inimlik-u loomulik-u kunstlik-u õnnetu kodutu töötu süütu sõbralik-u
vaenulik-u lapselik-u mehelik-u naiselik-u kirglik-u jäik/jäiga paindlik-u pehme karm-i range õiglane/õiglase normaalne/normaalse kohutav-a
hirmus/hirmsa jube/jubeda tore/toreda vahva lahe/laheda äge/ägeda nõme/nõmeda totter/totra tobe/tobeda veider/veidra kummaline/kummalise võõras/võõra
tuttav-a lähedane/lähedase kauge sügav-a madal-a kitsas/kitsa lai-a sirge kõver-a ümar-a terav-a nüri sile/sileda krobeline/krobelise paljas/palja
alasti katkine/katkise terve haige väsinud/väsinu ärkvel purjus näljane/näljase vihane/vihase ahne isekas/iseka edukas/eduka osav-a andekas/andeka
hooletu ettevaatlik-u kannatlik-u kärsitu tänulik-u truu reetlik-u nähtamatu surematu lõputu mõttetu
`

// everydayVerbs are verbs: what stands before -ma, after a stroke the stem of
// the present where it is another.
const everydayVerbs = `
viska hüppa istu maga ärka keet/keeda praadi/prae küpseta korista puhasta triiki/triigi õmble sõit/sõida kõndi/kõnni jaluta roni uju lenda suusata
uisuta mängi laul/laula tantsi joonista maali kirjuta rääki/räägi jutusta karju sosista naer/naera nut/nuta naerata suudle kallista armasta vihka
kart/karda unista mäleta unusta õppi/õpi õpeta arva loot/looda soovi küsi vasta helista saat/saada tõst/tõsta lükka tõmba murd/murra lõika raiu kaeva
ehita paranda värvi ost/osta kuluta sääst/säästa kogu otsi kaota peit/peida varasta röövi tap/tapa sündi/sünni ela kasva kasvata hoolda ravi haigestu
suitseta põleta põle süüta kustuta voola kalla täit/täida tühjenda ava sulge lukusta pakki/paki saabu lahku reisi puhka matka kalasta jahti/jahi
võistle võit/võida treeni harjuta kukku/kuku komista libise veere pööra keera kiirusta hiline oota vaata kuula maits/maitse katsu puuduta programmeeri
installi klikki/kliki postita blogi pet/peta kiusa sõima kakle tülitse leppi/lepi andesta täna palu kinki/kingi tähista abiellu lahuta sünnita
toit/toida sööt/sööda joot/jooda ärata vannita kammi raseeri riietu riputa palveta õnnista ennusta hõõru kriimusta torka pigista hammusta näri lutsuta
noola neela hinga köhi aevasta haiguta norska higista värise tuku uinu lesi lama kükita põlvita rooma hiili põgene jälita püüdle pinguta väsi toibu
kosu parane nakata vaktsineeri meedi imesta üllata rõõmusta kurvasta vihasta ärrita rahusta lohuta julgusta hirmuta ähvarda sund/sunni keela laena
raiska kogune hajuta sega lahusta sulata külmuta soojenda jahuta kuivata niisuta kasta külva istuta korja niit/niida künd/künni äesta lüpsa karjata
taltsuta dresseeri
`

// listed is a word of the lists: its nominative and the forms that begin
// compounds, the genitive first.
type listed struct{ nominative, genitive, plural string }

func readListed(list string) (out []listed) {
	for _, entry := range strings.Fields(list) {
		if word, vowel, ok := strings.Cut(entry, "-"); ok {
			vowel, plural, _ := strings.Cut(vowel, "/")
			out = append(out, listed{word, word + vowel, plural})
			continue
		}
		parts := append(strings.Split(entry, "/"), "", "")
		if parts[1] == "" {
			parts[1] = parts[0]
		}
		out = append(out, listed{parts[0], parts[1], parts[2]})
	}
	return out
}

// caseEndings make a few forms of a listed word, so that what is learned from
// the forms of a corpus is learned of it too.
var caseEndings = [...]string{"", "s", "st", "l", "le", "lt", "ga", "ks", "d"}

// forms lists a few forms of the word.
func (w listed) forms() []string {
	list := []string{w.nominative}
	for _, e := range caseEndings {
		list = append(list, w.genitive+e)
	}
	return list
}

// beginnings lists the forms that begin compounds.
func (w listed) beginnings() []string {
	list := []string{w.nominative, w.genitive}
	if w.plural != "" {
		list = append(list, w.plural)
	}
	return list
}

// listedForms are forms of all listed words.
func listedForms() (forms []string) {
	for _, list := range [...]string{everydayWords, everydayAdjectives, headparts} {
		for _, w := range readListed(list) {
			forms = append(forms, w.forms()...)
		}
	}
	for _, w := range readListed(everydayVerbs) {
		for _, e := range [...]string{"ma", "mine", "mise", "mist", "ja", "jad"} {
			forms = append(forms, w.nominative+e)
		}
		for _, e := range [...]string{"b", "n", "vad"} {
			forms = append(forms, w.genitive+e)
		}
	}
	return forms
}
