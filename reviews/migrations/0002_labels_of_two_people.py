"""Two people with one label: the later one gets a number, and the register counts a change."""

from django.db import migrations


def number_labels(apps, schema_editor):
    for register in apps.get_model("reviews", "IdentityRegister").objects.all():
        taken = set()
        changed = False
        for person in register.identities.filter(kind="person").order_by("pk"):
            label, number = person.pseudonym, 2
            while label.lower() in taken:
                label, number = f"{person.pseudonym[:55]} {number}", number + 1
            taken.add(label.lower())
            if label != person.pseudonym:
                person.pseudonym, changed = label, True
                person.save()
        if changed:
            register.version += 1
            register.save()


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [migrations.RunPython(number_labels, migrations.RunPython.noop)]
