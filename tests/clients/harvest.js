// npm's oai-pmh harvests: node harvest.js MODULES URL prints an identifier a
// line, of ListIdentifiers, then "records" and those of ListRecords.
'use strict'

const [modules, url] = process.argv.slice(2)
require(require.resolve('esm', { paths: [modules] }))
const load = require(require.resolve('esm', { paths: [modules] }))(module)
const { OaiPmh } = load(require.resolve('oai-pmh', { paths: [modules] }))

async function main () {
  const client = new OaiPmh(url)
  const options = { metadataPrefix: 'oai_dc' }
  const who = await client.identify()
  console.log(who.deletedRecord, who.granularity)
  for await (const header of client.listIdentifiers(options))
    console.log(header.identifier)
  console.log('records')
  for await (const record of client.listRecords(options))
    console.log(record.header.identifier)
}

main().catch(function (error) {
  console.error(String(error))
  process.exitCode = 1
})
