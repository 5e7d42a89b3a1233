from tests.pages.keeping.visitors import House, ask
from tests.pages.walk import public_pages
from palabre.kit import shown
from palabre.kit.delivery import front as F
from palabre.kit.delivery.tags import untold
def test_it(lived_in):
    house=House(); house.begin()
    notes=[]
    orig=Front_page=F.Front._page
    def page(self,note,told,answer):
        r=orig(self,note,told,answer); notes.append((note,told[0],r)); return r
    F.Front._page=page
    for place in public_pages():
        for tag in ("en","ar"):
            notes.clear()
            a,k=house.see(place.host, place.in_language(tag))
            n=notes[0] if notes else None
            b,k2=house.see(place.host, place.in_language(tag))
            fresh=ask(house.behind, place.host, place.in_language(tag))
            same = fresh.text==b.text
            if not k2 or not same or tag=="en":
                print(place.name,tag,a.status,k,k2,same, n and (n[0].kept,n[0].reasons,untold(n[0],house.store.tables), n[0].until and n[0].until.isoformat(), n[2] and sorted(n[2].tags)))
            if k2:
                da=dict(fresh.headers); db=dict(b.headers)
                diff={h:(da.get(h),db.get(h)) for h in da.keys()|db.keys() if da.get(h)!=db.get(h)}
                if tag=="en": print("    ",diff)
