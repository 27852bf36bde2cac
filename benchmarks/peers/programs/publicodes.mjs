// Publicodes: the rules as its documentation writes them, given as an object rather than YAML.
// The engine is made once; each person is a setSituation and an evaluate. It obeys the same
// orders as the Python programs (see serving.py), but `memory`. Run it from where it is installed.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const Engine = createRequire(join(process.cwd(), 'package.json'))('publicodes').default

const STATUSES = ['artisan', 'commercant', 'conjoint_collaborateur', 'profession_liberale']
const RULES = {
  statut: { 'une possibilité': STATUSES.map((status) => `'${status}'`) },
  'micro entrepreneur': { 'par défaut': 'non' },
  'cotisation minimale': { 'par défaut': 'oui' },
  'affiliation un an': { 'par défaut': 'oui' },
  'temps partiel thérapeutique': { 'par défaut': 'non' },
  'revenu annuel moyen': { unité: '€/an' },
  'seuil de revenu': '3919.20 €/an',
  'diviseur annuel': '730 jour/an',
  'indemnité minimale': '21.00 €/jour',
  'plafond journalier': '55.51 €/jour',
  'forfait conjoint': '21.77 €/jour',
  'taux temps partiel': '50%',
  'sous le seuil': 'revenu annuel moyen < seuil de revenu',
  'indemnité temps plein': {
    variations: [
      { si: "statut = 'profession_liberale'", alors: '0 €/jour' },
      { si: 'affiliation un an = non', alors: '0 €/jour' },
      { si: "statut = 'conjoint_collaborateur'", alors: 'forfait conjoint' },
      { si: { 'toutes ces conditions': ['sous le seuil', 'micro entrepreneur'] }, alors: '0 €/jour' },
      { si: { 'toutes ces conditions': ['sous le seuil', 'cotisation minimale = non'] }, alors: '0 €/jour' },
      { si: 'sous le seuil', alors: 'indemnité minimale' },
      {
        si: 'micro entrepreneur',
        alors: { valeur: 'revenu annuel moyen / diviseur annuel', plafond: 'plafond journalier' },
      },
      {
        sinon: {
          valeur: 'revenu annuel moyen / diviseur annuel',
          plancher: 'indemnité minimale',
          plafond: 'plafond journalier',
        },
      },
    ],
    arrondi: '2 décimales',
  },
  'indemnité journalière': {
    variations: [
      { si: 'temps partiel thérapeutique', alors: 'indemnité temps plein * taux temps partiel' },
      { sinon: 'indemnité temps plein' },
    ],
    arrondi: '2 décimales',
  },
}
const FLAGS = {
  micro_entrepreneur: 'micro entrepreneur',
  cotisation_minimale: 'cotisation minimale',
  affiliation_un_an: 'affiliation un an',
  temps_partiel_therapeutique: 'temps partiel thérapeutique',
}

function situations(directory) {
  const bytes = (name) => readFileSync(join(directory, name))
  const incomes = bytes('revenu_annuel_moyen')
  const statuses = bytes('statut')
  const flags = Object.entries(FLAGS).map(([file, rule]) => [rule, bytes(file)])
  return Array.from(statuses, (status, row) => ({
    statut: `'${STATUSES[status]}'`,
    'revenu annuel moyen': incomes.readInt32LE(4 * row) / 100,
    ...Object.fromEntries(flags.map(([rule, values]) => [rule, values[row] ? 'oui' : 'non'])),
  }))
}

const people = situations(process.argv[2])
const engine = new Engine(RULES, { strict: true, warn: false })
const judge = () =>
  people.map((person) => engine.setSituation(person).evaluate('indemnité journalière').nodeValue)

function meanSeconds(atLeast) {
  const start = performance.now()
  let count = 0
  let taken = 0
  while (taken < atLeast || !count) {
    judge()
    count += 1
    taken = (performance.now() - start) / 1000
  }
  return taken / count
}

console.log('ready')
for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...rest] = line.trim().split(' ')
  const what = rest.join(' ')
  if (verb === 'answer') {
    const cents = Int32Array.from(judge(), (amount) => Math.round(amount * 100))
    writeFileSync(what, cents)
    console.log('done')
  } else {
    console.log(meanSeconds(Number(what)))
  }
}
