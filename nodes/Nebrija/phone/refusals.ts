const severalNumbers =
	'seems to hold more than one phone number. Give each number an item of its own.';

/** What no phone number looks like, and the reason in words. */
const refusals: Array<{ is: string; pattern: RegExp; reason: string }> = [
	{
		is: 'written by a spreadsheet as a power of ten',
		pattern: /^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i,
		reason: 'was shortened by a spreadsheet and has lost digits. Store the column as text.',
	},
	{
		is: 'a decimal number',
		pattern: /^[+-]?\d+[.,]\d{1,2}$/,
		reason: 'is a decimal number. Store the column as text, so that no digit is added or lost.',
	},
	{
		is: 'a number with an extension',
		pattern: /(\bext\w*|\d\s*x|\bint\w*|\bposte|\banexo|\bramal|#)[\s.:=]*\d+$/i,
		reason: 'has an extension, which cannot be dialled. Leave only the main number.',
	},
	{
		is: 'text',
		pattern: /\p{L}/u,
		reason: 'contains letters. Write the number in digits only, e.g. +34 600 111 222.',
	},
	{
		is: 'a number with another ending after a slash',
		pattern: /^[^/]*\d[^/]*\/\D*\d{1,2}$/,
		reason: severalNumbers,
	},
	{
		is: 'written with other signs than people use in numbers',
		pattern: /[^+\d\s\p{Pd}−.·()[\]/]/u,
		reason:
			'contains a character that does not belong in a phone number. Write it e.g. +34 600 111 222.',
	},
	{
		is: 'negative, or without any digit',
		pattern: /^-|^\D*$/,
		reason: 'is not a phone number. Write it e.g. +34 600 111 222.',
	},
	{
		is: 'two numbers run together',
		pattern: /[+\d].*\+/s,
		reason: 'has a plus in the middle. The plus belongs before the country code only.',
	},
];

function holdsSeveralNumbers(text: string): boolean {
	const pieces = text.replace(/^00/, '').split(/[^\d \p{Pd}.()[\]]+| \p{Pd} /u);
	return pieces.filter((piece) => piece.replace(/\D/g, '').length >= 7).length > 1;
}

/** Why a text cannot be one phone number, judged by how it is written; undefined if it may be one. */
export function refusalOf(text: string): string | undefined {
	if (holdsSeveralNumbers(text)) return severalNumbers;
	return refusals.find(({ pattern }) => pattern.test(text))?.reason;
}
