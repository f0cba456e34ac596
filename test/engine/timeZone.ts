/** The tests run where n8n's users are, not in UTC: a time that is read in the zone of the machine is read wrongly here. */
export = (): void => {
	process.env.TZ = 'Europe/Madrid';
};
