import type { INodePropertyOptions } from 'n8n-workflow';

const countries = `
Spain / España (+34) ES; Mexico / México (+52) MX; Argentina (+54) AR; Colombia (+57) CO;
Chile (+56) CL; Peru / Perú (+51) PE; United States / Estados Unidos (+1) US;
Afghanistan (+93) AF; Åland Islands (+358) AX; Albania (+355) AL; Algeria / Argelia (+213) DZ;
American Samoa (+1) AS; Andorra (+376) AD; Angola (+244) AO; Anguilla (+1) AI;
Antigua & Barbuda (+1) AG; Armenia (+374) AM; Aruba (+297) AW; Ascension Island (+247) AC;
Australia (+61) AU; Austria (+43) AT; Azerbaijan (+994) AZ; Bahamas (+1) BS; Bahrain (+973) BH;
Bangladesh (+880) BD; Barbados (+1) BB; Belarus (+375) BY; Belgium / Bélgica (+32) BE;
Belize (+501) BZ; Benin (+229) BJ; Bermuda (+1) BM; Bhutan (+975) BT; Bolivia (+591) BO;
Bosnia & Herzegovina (+387) BA; Botswana (+267) BW; Brazil / Brasil (+55) BR;
British Indian Ocean Territory (+246) IO; British Virgin Islands (+1) VG; Brunei (+673) BN;
Bulgaria (+359) BG; Burkina Faso (+226) BF; Burundi (+257) BI; Cambodia (+855) KH;
Cameroon (+237) CM; Canada / Canadá (+1) CA; Cape Verde (+238) CV;
Caribbean Netherlands (+599) BQ; Cayman Islands (+1) KY; Central African Republic (+236) CF;
Chad (+235) TD; China (+86) CN; Christmas Island (+61) CX; Cocos (Keeling) Islands (+61) CC;
Comoros (+269) KM; Congo - Brazzaville (+242) CG; Congo - Kinshasa (+243) CD;
Cook Islands (+682) CK; Costa Rica (+506) CR; Côte d’Ivoire (+225) CI;
Croatia / Croacia (+385) HR; Cuba (+53) CU; Curaçao (+599) CW; Cyprus / Chipre (+357) CY;
Czechia / Chequia (+420) CZ; Denmark / Dinamarca (+45) DK; Djibouti (+253) DJ; Dominica (+1) DM;
Dominican Republic / República Dominicana (+1) DO; Ecuador (+593) EC; Egypt / Egipto (+20) EG;
El Salvador (+503) SV; Equatorial Guinea (+240) GQ; Eritrea (+291) ER; Estonia (+372) EE;
Eswatini (+268) SZ; Ethiopia (+251) ET; Falkland Islands (+500) FK; Faroe Islands (+298) FO;
Fiji (+679) FJ; Finland / Finlandia (+358) FI; France / Francia (+33) FR; French Guiana (+594) GF;
French Polynesia (+689) PF; Gabon (+241) GA; Gambia (+220) GM; Georgia (+995) GE;
Germany / Alemania (+49) DE; Ghana (+233) GH; Gibraltar (+350) GI; Greece / Grecia (+30) GR;
Greenland (+299) GL; Grenada (+1) GD; Guadeloupe (+590) GP; Guam (+1) GU; Guatemala (+502) GT;
Guernsey (+44) GG; Guinea (+224) GN; Guinea-Bissau (+245) GW; Guyana (+592) GY;
Haiti / Haití (+509) HT; Honduras (+504) HN; Hong Kong SAR China (+852) HK;
Hungary / Hungría (+36) HU; Iceland / Islandia (+354) IS; India (+91) IN; Indonesia (+62) ID;
Iran (+98) IR; Iraq (+964) IQ; Ireland / Irlanda (+353) IE; Isle of Man (+44) IM;
Israel (+972) IL; Italy / Italia (+39) IT; Jamaica (+1) JM; Japan / Japón (+81) JP;
Jersey (+44) JE; Jordan (+962) JO; Kazakhstan (+7) KZ; Kenya (+254) KE; Kiribati (+686) KI;
Kosovo (+383) XK; Kuwait (+965) KW; Kyrgyzstan (+996) KG; Laos (+856) LA;
Latvia / Letonia (+371) LV; Lebanon (+961) LB; Lesotho (+266) LS; Liberia (+231) LR;
Libya (+218) LY; Liechtenstein (+423) LI; Lithuania / Lituania (+370) LT;
Luxembourg / Luxemburgo (+352) LU; Macao SAR China (+853) MO; Madagascar (+261) MG;
Malawi (+265) MW; Malaysia (+60) MY; Maldives (+960) MV; Mali (+223) ML; Malta (+356) MT;
Marshall Islands (+692) MH; Martinique (+596) MQ; Mauritania (+222) MR; Mauritius (+230) MU;
Mayotte (+262) YT; Micronesia (+691) FM; Moldova (+373) MD; Monaco / Mónaco (+377) MC;
Mongolia (+976) MN; Montenegro (+382) ME; Montserrat (+1) MS; Morocco / Marruecos (+212) MA;
Mozambique (+258) MZ; Myanmar (Burma) (+95) MM; Namibia (+264) NA; Nauru (+674) NR;
Nepal (+977) NP; Netherlands / Países Bajos (+31) NL; New Caledonia (+687) NC;
New Zealand / Nueva Zelanda (+64) NZ; Nicaragua (+505) NI; Niger (+227) NE; Nigeria (+234) NG;
Niue (+683) NU; Norfolk Island (+672) NF; North Korea (+850) KP; North Macedonia (+389) MK;
Northern Mariana Islands (+1) MP; Norway / Noruega (+47) NO; Oman (+968) OM; Pakistan (+92) PK;
Palau (+680) PW; Palestinian Territories (+970) PS; Panama / Panamá (+507) PA;
Papua New Guinea (+675) PG; Paraguay (+595) PY; Philippines / Filipinas (+63) PH;
Poland / Polonia (+48) PL; Portugal (+351) PT; Puerto Rico (+1) PR; Qatar (+974) QA;
Réunion (+262) RE; Romania / Rumanía (+40) RO; Russia / Rusia (+7) RU; Rwanda (+250) RW;
Samoa (+685) WS; San Marino (+378) SM; São Tomé & Príncipe (+239) ST;
Saudi Arabia / Arabia Saudí (+966) SA; Senegal (+221) SN; Serbia (+381) RS; Seychelles (+248) SC;
Sierra Leone (+232) SL; Singapore / Singapur (+65) SG; Sint Maarten (+1) SX;
Slovakia / Eslovaquia (+421) SK; Slovenia / Eslovenia (+386) SI; Solomon Islands (+677) SB;
Somalia (+252) SO; South Africa / Sudáfrica (+27) ZA; South Korea / Corea del Sur (+82) KR;
South Sudan (+211) SS; Sri Lanka (+94) LK; St. Barthélemy (+590) BL; St. Helena (+290) SH;
St. Kitts & Nevis (+1) KN; St. Lucia (+1) LC; St. Martin (+590) MF;
St. Pierre & Miquelon (+508) PM; St. Vincent & Grenadines (+1) VC; Sudan (+249) SD;
Suriname (+597) SR; Svalbard & Jan Mayen (+47) SJ; Sweden / Suecia (+46) SE;
Switzerland / Suiza (+41) CH; Syria (+963) SY; Taiwan (+886) TW; Tajikistan (+992) TJ;
Tanzania (+255) TZ; Thailand / Tailandia (+66) TH; Timor-Leste (+670) TL; Togo (+228) TG;
Tokelau (+690) TK; Tonga (+676) TO; Trinidad & Tobago (+1) TT; Tristan da Cunha (+290) TA;
Tunisia / Túnez (+216) TN; Türkiye / Turquía (+90) TR; Turkmenistan (+993) TM;
Turks & Caicos Islands (+1) TC; Tuvalu (+688) TV; U.S. Virgin Islands (+1) VI; Uganda (+256) UG;
Ukraine / Ucrania (+380) UA; United Arab Emirates / Emiratos Árabes Unidos (+971) AE;
United Kingdom / Reino Unido (+44) GB; Uruguay (+598) UY; Uzbekistan (+998) UZ; Vanuatu (+678) VU;
Vatican City (+39) VA; Venezuela (+58) VE; Vietnam (+84) VN; Wallis & Futuna (+681) WF;
Western Sahara (+212) EH; Yemen (+967) YE; Zambia (+260) ZM; Zimbabwe (+263) ZW
`;

/**
 * Every country a number can be read for. Those with most customers come first, the others follow by English name. The
 * countries that are called most from Spanish ones also show their Spanish name, because the search of a dropdown knows
 * the shown words only. Written out, because naming countries at load time costs more than the rest of the package; a
 * test compares it with the library.
 */
export const countryOptions: INodePropertyOptions[] = countries.split(';').map((country) => ({
	name: country.trim().slice(0, -3),
	value: country.trim().slice(-2),
}));
