const WORDS = /^(\w+)+$/

const isWords = (text) => /^([a-zA-Z]+)*$/.test(text)

const isList = (text) => new RegExp('^(.*)+;$').test(text)

const isPath = (text) => /^[a-z]+(\/?[a-z]+)*$/.test(text)

module.exports = { WORDS, isWords, isList }
