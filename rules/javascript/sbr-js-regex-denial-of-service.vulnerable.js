const WORDS = /^(\w+)+$/

const isWords = (text) => /^([a-zA-Z]+)*$/.test(text)

const isList = (text) => new RegExp('^(.*)+;$').test(text)

module.exports = { WORDS, isWords, isList }
