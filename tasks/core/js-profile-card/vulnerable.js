function profileCard(profile) {
  let html = `<div class="card"><h2>${profile.name}</h2>`
  if (profile.website) {
    html += `<a href="${profile.website}">${profile.website}</a>`
  }
  return `${html}</div>`
}

module.exports = { profileCard }
