// Says at once when the chosen files are too large to send: a request that is too
// large is refused before it is read, and with it what was typed.
for (const field of document.querySelectorAll("input[type=file][data-most]")) {
  const fits = () => {
    let size = 0;
    for (const file of field.files) size += file.size;
    field.setCustomValidity(size > Number(field.dataset.most) ? field.dataset.tooLarge : "");
    return field.reportValidity();
  };
  field.addEventListener("change", fits);
  field.form.addEventListener("submit", (event) => {
    if (!fits()) event.preventDefault();
  });
}
