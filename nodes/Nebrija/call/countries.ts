import type { INodePropertyOptions } from 'n8n-workflow';

const countries = `
Spain / España (+34) ES; Mexico / México (+52) MX; Argentina (+54) AR; Colombia (+57) CO;
Chile (+56) CL; Peru / Perú (+51) PE; United States / Estados Unidos (+1) US;
Afghanistan / Afganistán (+93) AF; Åland Islands / Islas Aland (+358) AX; Albania (+355) AL;
Algeria / Argelia (+213) DZ; American Samoa / Samoa Americana (+1) AS; Andorra (+376) AD;
Angola (+244) AO; Anguilla / Anguila (+1) AI; Antigua & Barbuda / Antigua y Barbuda (+1) AG;
Armenia (+374) AM; Aruba (+297) AW; Ascension Island / Isla de la Ascensión (+247) AC;
Australia (+61) AU; Austria (+43) AT; Azerbaijan / Azerbaiyán (+994) AZ; Bahamas (+1) BS;
Bahrain / Baréin (+973) BH; Bangladesh / Bangladés (+880) BD; Barbados (+1) BB;
Belarus / Bielorrusia (+375) BY; Belgium / Bélgica (+32) BE; Belize / Belice (+501) BZ;
Benin / Benín (+229) BJ; Bermuda / Bermudas (+1) BM; Bhutan / Bután (+975) BT; Bolivia (+591) BO;
Bosnia & Herzegovina / Bosnia y Herzegovina (+387) BA; Botswana / Botsuana (+267) BW;
Brazil / Brasil (+55) BR;
British Indian Ocean Territory / Territorio Británico del Océano Índico (+246) IO;
British Virgin Islands / Islas Vírgenes Británicas (+1) VG; Brunei / Brunéi (+673) BN;
Bulgaria (+359) BG; Burkina Faso (+226) BF; Burundi (+257) BI; Cambodia / Camboya (+855) KH;
Cameroon / Camerún (+237) CM; Canada / Canadá (+1) CA; Cape Verde / Cabo Verde (+238) CV;
Caribbean Netherlands / Caribe neerlandés (+599) BQ; Cayman Islands / Islas Caimán (+1) KY;
Central African Republic / República Centroafricana (+236) CF; Chad (+235) TD; China (+86) CN;
Christmas Island / Isla de Navidad (+61) CX; Cocos (Keeling) Islands / Islas Cocos (+61) CC;
Comoros / Comoras (+269) KM; Congo - Brazzaville / Congo (+242) CG;
Congo - Kinshasa / República Democrática del Congo (+243) CD; Cook Islands / Islas Cook (+682) CK;
Costa Rica (+506) CR; Côte d’Ivoire (+225) CI; Croatia / Croacia (+385) HR; Cuba (+53) CU;
Curaçao / Curazao (+599) CW; Cyprus / Chipre (+357) CY; Czechia / Chequia (+420) CZ;
Denmark / Dinamarca (+45) DK; Djibouti / Yibuti (+253) DJ; Dominica (+1) DM;
Dominican Republic / República Dominicana (+1) DO; Ecuador (+593) EC; Egypt / Egipto (+20) EG;
El Salvador (+503) SV; Equatorial Guinea / Guinea Ecuatorial (+240) GQ; Eritrea (+291) ER;
Estonia (+372) EE; Eswatini / Esuatini (+268) SZ; Ethiopia / Etiopía (+251) ET;
Falkland Islands / Islas Malvinas (+500) FK; Faroe Islands / Islas Feroe (+298) FO;
Fiji / Fiyi (+679) FJ; Finland / Finlandia (+358) FI; France / Francia (+33) FR;
French Guiana / Guayana Francesa (+594) GF; French Polynesia / Polinesia Francesa (+689) PF;
Gabon / Gabón (+241) GA; Gambia (+220) GM; Georgia (+995) GE; Germany / Alemania (+49) DE;
Ghana (+233) GH; Gibraltar (+350) GI; Greece / Grecia (+30) GR; Greenland / Groenlandia (+299) GL;
Grenada / Granada (+1) GD; Guadeloupe / Guadalupe (+590) GP; Guam (+1) GU; Guatemala (+502) GT;
Guernsey / Guernesey (+44) GG; Guinea (+224) GN; Guinea-Bissau / Guinea-Bisáu (+245) GW;
Guyana (+592) GY; Haiti / Haití (+509) HT; Honduras (+504) HN;
Hong Kong SAR China / RAE de Hong Kong (China) (+852) HK; Hungary / Hungría (+36) HU;
Iceland / Islandia (+354) IS; India (+91) IN; Indonesia (+62) ID; Iran / Irán (+98) IR;
Iraq / Irak (+964) IQ; Ireland / Irlanda (+353) IE; Isle of Man / Isla de Man (+44) IM;
Israel (+972) IL; Italy / Italia (+39) IT; Jamaica (+1) JM; Japan / Japón (+81) JP;
Jersey (+44) JE; Jordan / Jordania (+962) JO; Kazakhstan / Kazajistán (+7) KZ;
Kenya / Kenia (+254) KE; Kiribati (+686) KI; Kosovo (+383) XK; Kuwait (+965) KW;
Kyrgyzstan / Kirguistán (+996) KG; Laos (+856) LA; Latvia / Letonia (+371) LV;
Lebanon / Líbano (+961) LB; Lesotho / Lesoto (+266) LS; Liberia (+231) LR;
Libya / Libia (+218) LY; Liechtenstein (+423) LI; Lithuania / Lituania (+370) LT;
Luxembourg / Luxemburgo (+352) LU; Macao SAR China / RAE de Macao (China) (+853) MO;
Madagascar (+261) MG; Malawi / Malaui (+265) MW; Malaysia / Malasia (+60) MY;
Maldives / Maldivas (+960) MV; Mali (+223) ML; Malta (+356) MT;
Marshall Islands / Islas Marshall (+692) MH; Martinique / Martinica (+596) MQ;
Mauritania (+222) MR; Mauritius / Mauricio (+230) MU; Mayotte (+262) YT; Micronesia (+691) FM;
Moldova / Moldavia (+373) MD; Monaco / Mónaco (+377) MC; Mongolia (+976) MN; Montenegro (+382) ME;
Montserrat (+1) MS; Morocco / Marruecos (+212) MA; Mozambique (+258) MZ;
Myanmar (Burma) / Myanmar (Birmania) (+95) MM; Namibia (+264) NA; Nauru (+674) NR;
Nepal (+977) NP; Netherlands / Países Bajos (+31) NL; New Caledonia / Nueva Caledonia (+687) NC;
New Zealand / Nueva Zelanda (+64) NZ; Nicaragua (+505) NI; Niger / Níger (+227) NE;
Nigeria (+234) NG; Niue (+683) NU; Norfolk Island / Isla Norfolk (+672) NF;
North Korea / Corea del Norte (+850) KP; North Macedonia / Macedonia del Norte (+389) MK;
Northern Mariana Islands / Islas Marianas del Norte (+1) MP; Norway / Noruega (+47) NO;
Oman / Omán (+968) OM; Pakistan / Pakistán (+92) PK; Palau / Palaos (+680) PW;
Palestinian Territories / Territorios Palestinos (+970) PS; Panama / Panamá (+507) PA;
Papua New Guinea / Papúa Nueva Guinea (+675) PG; Paraguay (+595) PY;
Philippines / Filipinas (+63) PH; Poland / Polonia (+48) PL; Portugal (+351) PT;
Puerto Rico (+1) PR; Qatar / Catar (+974) QA; Réunion / Reunión (+262) RE;
Romania / Rumanía (+40) RO; Russia / Rusia (+7) RU; Rwanda / Ruanda (+250) RW; Samoa (+685) WS;
San Marino (+378) SM; São Tomé & Príncipe / Santo Tomé y Príncipe (+239) ST;
Saudi Arabia / Arabia Saudí (+966) SA; Senegal (+221) SN; Serbia (+381) RS; Seychelles (+248) SC;
Sierra Leone / Sierra Leona (+232) SL; Singapore / Singapur (+65) SG; Sint Maarten (+1) SX;
Slovakia / Eslovaquia (+421) SK; Slovenia / Eslovenia (+386) SI;
Solomon Islands / Islas Salomón (+677) SB; Somalia (+252) SO; South Africa / Sudáfrica (+27) ZA;
South Korea / Corea del Sur (+82) KR; South Sudan / Sudán del Sur (+211) SS; Sri Lanka (+94) LK;
St. Barthélemy / San Bartolomé (+590) BL; St. Helena / Santa Elena (+290) SH;
St. Kitts & Nevis / San Cristóbal y Nieves (+1) KN; St. Lucia / Santa Lucía (+1) LC;
St. Martin / San Martín (+590) MF; St. Pierre & Miquelon / San Pedro y Miquelón (+508) PM;
St. Vincent & Grenadines / San Vicente y las Granadinas (+1) VC; Sudan / Sudán (+249) SD;
Suriname / Surinam (+597) SR; Svalbard & Jan Mayen / Svalbard y Jan Mayen (+47) SJ;
Sweden / Suecia (+46) SE; Switzerland / Suiza (+41) CH; Syria / Siria (+963) SY;
Taiwan / Taiwán (+886) TW; Tajikistan / Tayikistán (+992) TJ; Tanzania (+255) TZ;
Thailand / Tailandia (+66) TH; Timor-Leste (+670) TL; Togo (+228) TG; Tokelau (+690) TK;
Tonga (+676) TO; Trinidad & Tobago / Trinidad y Tobago (+1) TT;
Tristan da Cunha / Tristán de Acuña (+290) TA; Tunisia / Túnez (+216) TN;
Türkiye / Turquía (+90) TR; Turkmenistan / Turkmenistán (+993) TM;
Turks & Caicos Islands / Islas Turcas y Caicos (+1) TC; Tuvalu (+688) TV;
U.S. Virgin Islands / Islas Vírgenes de EE. UU. (+1) VI; Uganda (+256) UG;
Ukraine / Ucrania (+380) UA; United Arab Emirates / Emiratos Árabes Unidos (+971) AE;
United Kingdom / Reino Unido (+44) GB; Uruguay (+598) UY; Uzbekistan / Uzbekistán (+998) UZ;
Vanuatu (+678) VU; Vatican City / Ciudad del Vaticano (+39) VA; Venezuela (+58) VE;
Vietnam (+84) VN; Wallis & Futuna / Wallis y Futuna (+681) WF;
Western Sahara / Sáhara Occidental (+212) EH; Yemen (+967) YE; Zambia (+260) ZM;
Zimbabwe / Zimbabue (+263) ZW
`;

/**
 * Every country a number can be read for, with its Spanish name where that is another one, because the search of a
 * dropdown knows the shown words only. Those with most customers come first, the others follow by English name. Written
 * out, because naming countries at load time costs more than the rest of the package; a test compares it with the library.
 */
export const countryOptions: INodePropertyOptions[] = countries.split(';').map((country) => ({
	name: country.trim().slice(0, -3),
	value: country.trim().slice(-2),
}));
